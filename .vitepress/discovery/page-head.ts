import type { HeadConfig } from 'vitepress'

/** What a page says of itself to those that link to it. */
export interface PageFacts {
  readonly title: string
  readonly description: string
  /** `tutorials/set-up.md`. */
  readonly path: string
}

/** Where a site lies. */
export interface SitePlace {
  /** With its path; `undefined` if it is not known. */
  readonly siteUrl: string | undefined
  /** The path alone. */
  readonly base: string
}

/**
 * The elements of a page's head for search engines and for previews of links (https://ogp.me). Addresses are absolute
 * there, so that they are left out of a site whose address nobody has given.
 */
export function pageHead({ title, description, path }: PageFacts, { siteUrl, base }: SitePlace): HeadConfig[] {
  const property = (name: string, content: string): HeadConfig => ['meta', { property: name, content }]
  const address = siteUrl && new URL(addressOf(path), `${siteUrl.replace(/\/$/, '')}/`).href
  return [
    ...(address ? [['link', { rel: 'canonical', href: address }] as HeadConfig, property('og:url', address)] : []),
    ...[property('og:type', 'article'), property('og:site_name', 'Parley')],
    ...[property('og:title', title), property('og:description', description)],
    ['link', { rel: 'alternate', type: 'text/markdown', href: `${base}${path}` }],
  ]
}

/** As the site spells it, without an extension. */
export function addressOf(path: string): string {
  return path.replace(/(?:^|(?<=\/))index\.md$|\.md$/, '')
}

/** Headings are drawn in the font of the site at once, and not first in another one. */
export function preloadFonts(assets: readonly string[]): HeadConfig[] {
  return assets
    .filter((file) => file.endsWith('.woff2'))
    .map((href) => ['link', { rel: 'preload', href, as: 'font', type: 'font/woff2', crossorigin: '' }])
}
