import { oncePerPage } from '../../snippets/once-per-page.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'
import { reachesOut } from '../../snippets/virtual-target.ts'

/** Something does not have a member, or may not be given a property. */
const memberCodes = new Set([2339, 2551, 2353, 2561])

/** For each page, the members that its blocks add to interfaces of others (`declare module`, `declare global`). */
export type AddedMembers = (page: string) => ReadonlySet<string>

/** Looks into the blocks of a page when somebody asks about it. */
export function findAddedMembers(snippets: readonly Snippet[]): AddedMembers {
  return oncePerPage(snippets, (ofPage) => {
    const found = new Set<string>()
    for (const { program } of ofPage)
      for (const statement of listOf(program, 'body').filter(reachesOut)) collect(statement, found)
    return found
  })
}

function collect(node: SyntaxNode, found: Set<string>): void {
  const key = /^TS(?:Property|Method)Signature$/.test(node.type) ? childOf(node, 'key') : undefined
  if (key) found.add(String(key.name ?? key.value))
  for (const child of childrenOf(node)) collect(child, found)
}

/**
 * Whether a member is one that the page adds itself, below the block that uses it: readers have all of the page. Twoslash
 * compiles each block by itself.
 */
export function isAddedBelow(
  { code, text }: { readonly code: number; readonly text: string },
  { block, isTwoslash }: Snippet,
  added: AddedMembers,
): boolean {
  if (isTwoslash) return false
  const [, key] = /^(?:Type|Argument of type) '"([^"]+)"' .*'keyof /.exec(text) ?? []
  const name = memberCodes.has(code) ? /(?:^Property |, and |, but )'([^']+)'/.exec(text)?.[1] : key
  return name !== undefined && added(block.page).has(name)
}
