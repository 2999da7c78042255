import { headingId, spelledHeadingId, spelledVitePressHeadingId, vitePressHeadingId } from './heading-id.ts'
import { parseMarkdownText, type Token } from './markdown-text.ts'

const htmlId = /\s(?:id|name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))/gi

/** What a component is given: `<Anchors intro />`, `<Field for="timeout" />`. */
const property = /\s([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?(?=[\s/>])/g

export interface Anchors {
  readonly ids: Set<string>
  /** The same as they would be on a site that leaves capitals of headings as they are; seldom asked for. */
  spelled(): Set<string>
}

/**
 * The ids of a page that a link can name behind `#`: those of headings as GitHub and as VitePress make them, those that
 * headings are given by `{#id}` (`%{#id}%` or `[#id]` on some sites), those of HTML, and those that components of a page
 * may make of what they are given. The second of two equal headings gets `-1`.
 */
export function findAnchors(lines: readonly string[]): Anchors {
  const ids = new Set<string>()
  const headings: string[] = []
  /** Those that somebody has written. */
  const given = new Set<string>()
  const { tokens } = parseMarkdownText(lines)
  tokens.forEach((token, at) => {
    if (token.type === 'html_block') addHtmlIds(token.content, given)
    for (const child of token.children ?? []) if (child.type === 'html_inline') addHtmlIds(child.content, given)
    const inline = tokens[at + 1]
    if (token.type !== 'heading_open' || !inline) return
    const text = textOf(inline)
    const attributes = /%?\{([^{}]*)\}%?$|\[(#[^[\]\s]+)\]$/.exec(text)
    const explicit = (attributes?.[1] ?? attributes?.[2])?.split(/\s+/).find((part) => part.startsWith('#'))
    if (explicit) given.add(explicit.slice(1))
    const shown = explicit ? text.slice(0, attributes?.index).trimEnd() : text
    headings.push(shown)
  })
  addHeadingIds(headings, [headingId, vitePressHeadingId], ids)
  for (const id of given) ids.add(id)
  return {
    ids,
    spelled() {
      const spelled = new Set(given)
      addHeadingIds(headings, [spelledHeadingId, spelledVitePressHeadingId], spelled)
      return spelled
    },
  }
}

/** The ids of headings by each of some rules. Of equal headings, the later ones have a number. */
function addHeadingIds(headings: readonly string[], rules: readonly ((text: string) => string)[], ids: Set<string>) {
  for (const toId of rules) {
    const counts = new Map<string, number>()
    for (const heading of headings) {
      const id = toId(heading)
      const earlier = counts.get(id) ?? 0
      counts.set(id, earlier + 1)
      ids.add(earlier === 0 ? id : `${id}-${earlier}`)
    }
  }
}

function textOf({ children }: Token): string {
  const parts = (children ?? []).filter(({ type }) => type === 'text' || type === 'code_inline')
  return parts.map(({ content }) => content).join('')
}

function addHtmlIds(html: string, found: Set<string>): void {
  const visible = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '')
  for (const tag of visible.match(/<[a-z][^>]*>/gi) ?? []) {
    for (const [, double, single, bare] of tag.matchAll(htmlId)) found.add(double ?? single ?? bare ?? '')
    if (!/^<[A-Z]/.test(tag)) continue
    for (const [, name = '', double, single] of tag.matchAll(property)) found.add(double ?? single ?? name)
  }
}
