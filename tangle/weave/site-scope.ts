import picomatch from 'picomatch'

/** Which pages of a project its site has. */
export interface SiteScope {
  /** The folder of the site's pages, relative to the project root. Links lead to no page elsewhere. Default: the root. */
  readonly siteFolder?: string
  /** Globs of pages below that folder, and relative to it, which the site leaves out, as `srcExclude` of VitePress. Default none. */
  readonly srcExclude?: readonly string[]
}

/** Tells whether a page, by its path from the project root, is on the site. */
export function isOnSite(scope: SiteScope): (page: string) => boolean {
  const { srcExclude = [] } = scope
  const prefix = sitePrefix(scope)
  const isLeftOut = srcExclude.length === 0 ? () => false : picomatch([...srcExclude])
  return (page) => page.startsWith(prefix) && !isLeftOut(page.slice(prefix.length))
}

/** What the paths of all pages of the site begin with: its folder with a `/` at the end, or nothing. */
export function sitePrefix({ siteFolder = '' }: SiteScope): string {
  return siteFolder === '' ? '' : `${siteFolder.replace(/\/+$/, '')}/`
}
