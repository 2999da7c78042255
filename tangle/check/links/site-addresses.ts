import { posix } from 'node:path'
import type { Page } from '../../model/page.ts'
import { readFrontMatter } from '../../parse/front-matter.ts'

/**
 * The addresses under which generators of sites show pages, where these are not the paths of their files. Which
 * generator a project has is not asked: what one of them does is a guess that nobody is told of.
 */
export class SiteAddresses {
  /** The page of each address, or `undefined` for a folder of addresses. */
  readonly #pages = new Map<string, string | undefined>()
  readonly #addresses = new Map<string, readonly string[]>()

  constructor(pages: readonly Pick<Page, 'path' | 'lines'>[]) {
    for (const page of pages) {
      const addresses = addressesOf(page)
      this.#addresses.set(page.path, addresses)
      for (const address of addresses) if (!this.#pages.get(address)) this.#pages.set(address, page.path)
    }
    for (const address of [...this.#pages.keys()])
      for (const folder of foldersOf(address)) if (!this.#pages.has(folder)) this.#pages.set(folder, undefined)
  }

  /** Whether an address, relative to the root of the project, is that of a page, or has pages below it. */
  has(address: string): boolean {
    return this.#pages.has(cleanPath(address))
  }

  /** The page of an address, by its path. */
  pageAt(address: string): string | undefined {
    return this.#pages.get(cleanPath(address))
  }

  /** What an address of a link that is written relative to a page may stand for. */
  relativeTo(page: string, address: string): string[] {
    const own = this.#addresses.get(page) ?? []
    return own.flatMap((one) => [posix.join(posix.dirname(one), address), posix.join(one, address)])
  }

  /** The folders that have pages below them. */
  get folders(): string[] {
    return [...new Set([...this.#pages.keys()].flatMap(foldersOf))]
  }
}

/** The folders around a path. */
export function foldersOf(path: string): string[] {
  const folder = posix.dirname(path)
  return folder === '.' || folder === '/' ? [] : [folder, ...foldersOf(folder)]
}

function addressesOf({ path, lines }: Pick<Page, 'path' | 'lines'>): string[] {
  const plain = cleanPath(path)
  const { slug, id } = readFrontMatter(lines)
  const folder = posix.dirname(cleanPath(posix.dirname(path) === '.' ? 'x' : `${posix.dirname(path)}/x`))
  const named = [
    ...(id === undefined ? [] : [posix.join(folder, id)]),
    // Where the pages of a site begin is not known: an address of its own may begin at any folder around the page.
    ...(slug?.startsWith('/') ? ['.', folder, ...foldersOf(folder)].map((root) => posix.join(root, slug)) : []),
    ...(slug === undefined || slug.startsWith('/') ? [] : [posix.join(folder, slug)]),
  ]
  const all = [plain, ...named.map((address) => address.replace(/(?<=.)\/$/, ''))]
  return [...new Set(all.flatMap((address) => [address, ...versionsOf(address)]))]
}

/** Docusaurus keeps earlier versions in `versioned_docs/version-1.x/`, and shows them at `docs/1.x/`, or as told. */
function versionsOf(address: string): string[] {
  const [, before, version = '', rest = ''] = /^(.*?)versioned_docs\/version-([^/]+)(.*)$/.exec(address) ?? []
  return before === undefined
    ? []
    : [version, `v${version.replace(/\.x$/, '')}`].map((one) => `${before}docs/${one}${rest}`)
}

/**
 * The path of a page as an address: without its extension and `index`; without the numbers in front of names that
 * Docusaurus and Nuxt Content sort by (`01-start`, `1.guide`); without the day of a post; without the folders in
 * parentheses that routers by files leave out.
 */
function cleanPath(path: string): string {
  const names = path
    .replace(/\.(?:mdx?|markdown|html)$/i, '')
    .split('/')
    .filter((name) => !/^\(.*\)$/.test(name))
    .map((name) =>
      name.replace(/^\d{4}-\d\d-\d\d-(?=.)|^\(\d+\)(?=.)/, '').replace(/^\d+\s*(?:[-_]+|\.(?!\d))\s*(?=[^-_.\s])/, ''),
    )
  if (/^(?:index|readme)$/i.test(names.at(-1) ?? '')) names.pop()
  return names.join('/') || '.'
}
