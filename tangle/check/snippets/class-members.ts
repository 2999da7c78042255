import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'

/** The members that the blocks of all pages give to classes of a name. */
export type ClassMembers = (name: string) => ReadonlySet<string>

/** Looks into the blocks when somebody asks. */
export function findClassMembers(snippets: readonly Snippet[]): ClassMembers {
  let found: Map<string, Set<string>> | undefined
  return (name) => {
    found ??= collectAll(snippets)
    return found.get(name) ?? new Set()
  }
}

function collectAll(snippets: readonly Snippet[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { program } of snippets) collect(program, found)
  return found
}

function collect(node: SyntaxNode, found: Map<string, Set<string>>): void {
  const name = node.type === 'ClassDeclaration' ? childOf(node, 'id')?.name : undefined
  if (typeof name === 'string') {
    const members = found.get(name) ?? new Set<string>()
    found.set(name, members)
    for (const member of listOf(childOf(node, 'body'), 'body')) {
      const key = childOf(member, 'key')
      if (key) members.add(String(key.name ?? key.value))
      // `constructor(private readonly cats: Cats) {}`
      for (const parameter of listOf(childOf(member, 'value'), 'params')) {
        const inner = parameter.type === 'TSParameterProperty' ? childOf(parameter, 'parameter') : undefined
        if (inner) members.add(String((childOf(inner, 'left') ?? inner).name))
      }
    }
  }
  for (const child of childrenOf(node)) collect(child, found)
}

/** `this` has no such member, with or without a similar one. */
const memberCodes = new Set([2339, 2551])

/** Whether a class uses a member of its own that the block leaves out, and that another block shows. */
export function isShownElsewhere(code: number, around: readonly SyntaxNode[], membersOf: ClassMembers): boolean {
  const [inner, outer] = around
  const object = outer?.type === 'MemberExpression' && childOf(outer, 'property') === inner && childOf(outer, 'object')
  if (!memberCodes.has(code) || !inner || !object || object.type !== 'ThisExpression') return false
  const owner = around.find(({ type }) => type === 'ClassDeclaration')
  return owner !== undefined && membersOf(String(childOf(owner, 'id')?.name)).has(String(inner.name))
}
