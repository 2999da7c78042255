import ts from 'typescript'
import { commentOf } from './comments.ts'
import { pathOf } from './find-uses.ts'
import { methodsOf, propertiesOf } from './members.ts'
import type { Api } from './open-api.ts'

/** Public names, methods, options and properties that no comment explains, each with its place. */
export function findUnexplained(api: Api): string[] {
  const found: string[] = []
  const check = (key: string, node: ts.Node): void => {
    if (commentOf(node).about !== '') return
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart())
    found.push(`${pathOf(node, api.root)}:${line + 1} ${key}`)
  }
  for (const one of api.names.values()) {
    check(one.name, one.declaration)
    const methods = methodsOf(one)
    for (const method of methods) {
      // One comment is enough for all forms of a method.
      const name = method.name.getText()
      if (methods.some((other) => other.name.getText() === name && commentOf(other).about !== '')) continue
      check(`${one.name}.${name}()`, method)
    }
    for (const { name, type, comment } of propertiesOf(one, api))
      if (comment.inShort === '' && comment.defaultText === undefined && !isMark(type))
        found.push(`${pathOf(one.declaration, api.root)} ${one.name}.${name}`)
  }
  return [...new Set(found)].sort()
}

/** `kind: 'drop'` says which form of a union it is in: the comment of that form explains it. */
function isMark(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && ts.isLiteralTypeNode(type)
}
