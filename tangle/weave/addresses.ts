import { posix } from 'node:path'
import type MarkdownIt from 'markdown-it'
import type { Token } from './example-link.ts'
import type { Place } from './site-map.ts'

/** Turns a place into an address, in the way of the site. */
export type AddressOf = (place: Place) => string

/** What the rules of markdown-it are handed; its type has no name either. */
export type CoreState = Parameters<Parameters<MarkdownIt['core']['ruler']['push']>[1]>[0]

/**
 * Addresses of other pages go through the site's own rule for links, which knows its base and the form of its addresses
 * and checks that the page is there. The id is added afterwards: VitePress would turn its `_` into `-`.
 */
export function addressesFrom(page: string, md: MarkdownIt, state: CoreState): AddressOf {
  return (place) => {
    const hash = place.id === undefined ? '' : `#${place.id}`
    if (place.page === page) return hash || '#'
    const link: Token = new state.Token('link_open', 'a', 1)
    link.attrSet('href', posix.relative(posix.dirname(page), place.page))
    md.renderer.rules.link_open?.([link], 0, md.options, state.env, md.renderer)
    return `${link.attrGet('href')}${hash}`
  }
}
