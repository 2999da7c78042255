import type { Page } from '../model/page.ts'

/** Which pages of those that were read say what they said before. */
export interface PageNews {
  /** They were told of twice, or only touched. */
  readonly same: ReadonlySet<string>
  /** They came, went, or say something else. */
  readonly others: readonly string[]
}

export const noNews: PageNews = { same: new Set(), others: [] }

/** What pages said when they were last read: events tell of a change twice, or late, or before it is complete. */
export class PageTexts {
  #texts: Map<string, string> | undefined

  /** Whether a page that said something is empty: as a rule it is about to be written. */
  isEmptied(path: string, text: string | undefined): boolean {
    return text === '' && (this.#texts?.get(path) ?? '') !== ''
  }

  /** Takes over pages that were read; `undefined` stands for one that is gone. */
  update(pages: ReadonlyMap<string, Page | undefined>): PageNews {
    const texts = this.#texts ?? new Map<string, string>()
    this.#texts = texts
    const same = new Set<string>()
    for (const [path, page] of pages) {
      if (texts.get(path) === page?.text) same.add(path)
      if (page) texts.set(path, page.text)
      else texts.delete(path)
    }
    return { same, others: [...pages.keys()].filter((path) => !same.has(path)) }
  }

  /** Takes over the pages of a whole project. When they are read for the first time, none of them is news. */
  replace(pages: Iterable<Page>): PageNews {
    const isFirst = !this.#texts
    const all = new Map<string, Page | undefined>(
      [...(this.#texts ?? new Map()).keys()].map((path) => [path, undefined]),
    )
    for (const page of pages) all.set(page.path, page)
    const news = this.update(all)
    return isFirst ? noNews : news
  }
}
