import { groupBy } from './group-by.ts'
import type { Snippet } from './snippet.ts'

/**
 * Something that follows from all blocks of a page: found when somebody asks for it, and once.
 *
 * @param find Gets the snippets of the page; none for a page without any.
 */
export function oncePerPage<T>(
  snippets: readonly Snippet[],
  find: (ofPage: readonly Snippet[], page: string) => T,
): (page: string) => T {
  const byPage = groupBy(snippets, ({ block }) => block.page)
  const known = new Map<string, { readonly found: T }>()
  return (page) => {
    const kept = known.get(page) ?? { found: find(byPage.get(page) ?? [], page) }
    known.set(page, kept)
    return kept.found
  }
}
