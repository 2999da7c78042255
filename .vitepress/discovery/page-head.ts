import type { HeadConfig } from 'vitepress'
import { cardSize } from './draw-card.ts'

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
  const absolute = (file: string) => siteUrl && new URL(file, `${siteUrl.replace(/\/$/, '')}/`).href
  const address = absolute(addressOf(path))
  const card = absolute(cardOf(path))
  return [
    ...(address ? [['link', { rel: 'canonical', href: address }] as HeadConfig, property('og:url', address)] : []),
    ...[property('og:type', 'article'), property('og:site_name', 'Parley')],
    ...[property('og:title', title), property('og:description', description)],
    ...(card ? [property('og:image', card), property('og:image:alt', title)] : []),
    ...(card
      ? [property('og:image:width', `${cardSize.width}`), property('og:image:height', `${cardSize.height}`)]
      : []),
    ...(card ? [['meta', { name: 'twitter:card', content: 'summary_large_image' }] as HeadConfig] : []),
    ['link', { rel: 'alternate', type: 'text/markdown', href: `${base}${path}` }],
  ]
}

/** As the site spells it, without an extension. */
export function addressOf(path: string): string {
  return path.replace(/(?:^|(?<=\/))index\.md$|\.md$/, '')
}

/** Where the picture of a page lies that previews of links show. */
export function cardOf(path: string): string {
  return `cards/${path.replace(/\.md$/, '.png')}`
}

/** Headings are drawn in the font of the site at once, and not first in another one. */
export function preloadFonts(assets: readonly string[]): HeadConfig[] {
  return assets
    .filter((file) => file.endsWith('.woff2'))
    .map((href) => ['link', { rel: 'preload', href, as: 'font', type: 'font/woff2', crossorigin: '' }])
}
