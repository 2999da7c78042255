import ts from 'typescript'
import { type Api, type PublicName, resolveAlias } from './open-api.ts'

/**
 * The public names that a type or a declaration speaks of, each once, in the order of the text. The bodies of functions
 * and what is private are left out.
 */
export function namesIn(node: ts.Node, { checker, names }: Api): PublicName[] {
  const found = new Set<PublicName>()
  const visit = (child: ts.Node): void => {
    if (ts.isBlock(child) || isPrivate(child)) return
    if (ts.isIdentifier(child)) {
      const symbol = checker.getSymbolAtLocation(child)
      const name = symbol && names.get(resolveAlias(symbol, checker))
      if (name) found.add(name)
    }
    ts.forEachChild(child, visit)
  }
  visit(node)
  return [...found]
}

/** Whether only its own class sees it. */
export function isPrivate(node: ts.Node): boolean {
  const { name } = node as ts.NamedDeclaration
  if (name && ts.isPrivateIdentifier(name)) return true
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  )
}
