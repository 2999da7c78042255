import { childOf, childrenOf, type SyntaxNode } from '../syntax.ts'

const known = new WeakMap<SyntaxNode, ReadonlySet<string>>()

/** Every name that a part of a program refers to, whatever scope it belongs to. Keys and properties are no names. */
export function mentionedNames(node: SyntaxNode): ReadonlySet<string> {
  const found = known.get(node)
  if (found) return found
  const names = new Set<string>()
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') names.add(String(node.name))
  const skipped = skippedChild(node)
  for (const child of childrenOf(node)) {
    if (child !== skipped) for (const name of mentionedNames(child)) names.add(name)
  }
  known.set(node, names)
  return names
}

/** The part of a node that is a word of something else: the property of `a.b`, the key of `{ b: c }`. */
function skippedChild(node: SyntaxNode): SyntaxNode | undefined {
  switch (node.type) {
    case 'MemberExpression':
    case 'JSXMemberExpression':
      return node.computed === true ? undefined : childOf(node, 'property')
    case 'TSQualifiedName':
      return childOf(node, 'right')
    case 'JSXAttribute':
      return childOf(node, 'name')
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'PropertyDefinition':
    case 'MethodDefinition':
    case 'Property':
      return node.computed === true || node.shorthand === true ? undefined : childOf(node, 'key')
    default:
      return undefined
  }
}

export function mentionsAny(node: SyntaxNode | undefined, names: ReadonlySet<string>): boolean {
  if (!node || names.size === 0) return false
  for (const name of mentionedNames(node)) if (names.has(name)) return true
  return false
}
