import { posix } from 'node:path'
import { foldersOf } from './site-addresses.ts'

/** What a link asks for, in paths of the project. */
export interface LinkAddress {
  /** Where the file may be, the most literal place first. */
  readonly candidates: readonly string[]
  /** The id behind `#`, decoded; `undefined` without one, and for the top of the page. */
  readonly anchor: string | undefined
}

/**
 * Reads the address of a link of a page. `undefined` for what cannot be checked here: an address with a scheme or a
 * host, one that a template fills in, one that leaves the project, and that of a file that sites write when they are
 * built.
 *
 * An address that starts with `/` is sought where sites are usually rooted, the root of the project and the first folder
 * of the page, and among the assets and the routes of the site: in `public`, `static`, `src` and `src/pages` there, or
 * around. As on a site, the extension of a page may be left out or be `.html`, and a folder stands for its `index.md`.
 *
 * @param roots Where an address that starts with `/` is sought instead.
 */
export function readLinkAddress(href: string, page: string, roots?: readonly string[]): LinkAddress | undefined {
  if (/^[a-z][a-z\d+.-]*:|^\/\/|[{}]/i.test(href)) return undefined
  const [, address = '', id = ''] = /^([^?#]*)[^#]*(?:#(.*))?$/s.exec(href) ?? []
  const anchor = id === '' ? undefined : decode(id)
  const path = decode(address)
  if (written.test(path)) return undefined
  if (path === '') return { candidates: [page], anchor }
  const candidates = [path, ...untranslated(path, page)]
    .flatMap((one) => rootsOf(one, page, roots).map((root) => posix.join(root, one)))
    .filter((candidate) => candidate !== '..' && !candidate.startsWith('../'))
    .map((candidate) => candidate.replace(/\/$/, ''))
  return candidates.length === 0 ? undefined : { candidates: candidates.flatMap(spellings), anchor }
}

/** The folder of a translation, in Docusaurus and Starlight. */
const translation = /(?:^|\/)(?:i18n|src\/content\/docs)\/([a-z]{2,3}(?:-[\w-]+)?)\//i

/** The same address without the language: a site shows the page of its first language where there is no translation. */
function untranslated(path: string, page: string): string[] {
  const [, language = ''] = translation.exec(page) ?? []
  const prefix = `/${language}/`
  return language !== '' && path.startsWith(prefix) ? [path.slice(prefix.length - 1)] : []
}

/** What a site writes for programs that read it. */
const written =
  /^\/(?:[^?#]*\/)?(?:llms[\w-]*\.(?:txt|md)|(?:rss|feed|atom|sitemap[\w-]*)(?:\.(?:xml|json|atom))?|robots\.txt)$|^\/\.well-known\//

function rootsOf(path: string, page: string, roots: readonly string[] | undefined): string[] {
  if (!path.startsWith('/')) return [posix.dirname(page)]
  const first = page.includes('/') ? page.slice(0, page.indexOf('/')) : '.'
  const sought = roots ?? [first, '.']
  // Pages may lie deep in a site: `site/src/content/docs` beside `site/public`.
  const around = new Set([...sought, ...sought.flatMap(foldersOf), ...(roots ? [] : foldersOf(page)), '.'])
  return [...new Set([...sought, ...[...around].flatMap((root) => assets.map((folder) => posix.join(root, folder)))])]
}

/** Folders whose files a site has at its root. */
const assets = ['public', 'static', 'src', 'src/pages']

const pageExtensions = ['.md', '.mdx', '.markdown']
/** Pages that are programs. */
const routeExtensions = ['.astro', '.tsx', '.jsx', '.vue', '.svelte']

/** The first page of a site that is one, in its folder. */
export const firstPages = ['src/pages/index', 'pages/index', 'app/page', 'src/app/page']
  .flatMap((page) => routeExtensions.map((extension) => page + extension))
  .concat('index.html')

function spellings(path: string): string[] {
  if (path.endsWith('.html')) return [path, ...pageExtensions.map((extension) => path.replace(/\.html$/, extension))]
  return pageExtensions.includes(posix.extname(path))
    ? [path]
    : [path, ...[...pageExtensions, ...routesOf(path)].map((extension) => path + extension)]
}

function routesOf(path: string): readonly string[] {
  return path.includes('src/pages/') ? routeExtensions : []
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that encodes nothing is part of the name.
    return text
  }
}
