import { pull } from '../core/pull.ts'

/** One page of a list. */
export interface Page<Item> {
  /** The entries of the page, in the order of the list. */
  items: Item[]
  /** `true` if another page follows: `cursor` asks for it. */
  hasMore: boolean
  /** Where the next page begins: pass it with the next request. */
  cursor: string | undefined
}

/**
 * A list that comes in pages: `for await` goes through all of it and asks for a page when it is needed; `firstPage`
 * asks for one. Each loop starts anew.
 */
export class Pages<Item> implements AsyncIterable<Item> {
  readonly #load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>

  constructor(load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>) {
    this.#load = load
  }

  /** The first page alone, with what to ask the next one with. */
  firstPage(): Promise<Page<Item>> {
    return this.#load(undefined, new AbortController().signal)
  }

  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const leaving = new AbortController()
    // A server that ignores its cursor would send the same page for ever (Dify specification 6), and one that ignores
    // the number of a page, too.
    const seen = new Set<string>()
    let page: Page<Item> = { items: [], hasMore: true, cursor: undefined }
    let next = 0
    return pull<Item>({
      take: () => page.items[next++],
      fill: async () => {
        if (!page.hasMore || (page.cursor !== undefined && seen.has(page.cursor))) return false
        if (page.cursor !== undefined) seen.add(page.cursor)
        const before = JSON.stringify(page.items)
        page = await this.#load(page.cursor, leaving.signal)
        next = 0
        return page.items.length > 0 && JSON.stringify(page.items) !== before
      },
      leave: () => leaving.abort(),
    })
  }
}
