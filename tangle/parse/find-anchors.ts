import { headingId, spelledHeadingId, spelledVitePressHeadingId, vitePressHeadingId } from './heading-id.ts'
import { parseMarkdownText, type Token } from './markdown-text.ts'

const htmlId = /\s(?:id|name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))/gi

/** What a component is given: `<Anchors intro />`, `<Field for="timeout" />`. */
const property = /\s([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?(?=[\s/>])/g

export interface Anchors {
  readonly ids: Set<string>
  /** The same, with those of headings as they would be on a site that leaves capitals as they are. */
  readonly spelled: Set<string>
}

/** How sites make ids, each way with capitals and without. */
const rules = [
  { toId: headingId, toSpelled: spelledHeadingId },
  { toId: vitePressHeadingId, toSpelled: spelledVitePressHeadingId },
]

/**
 * The ids of a page that a link can name behind `#`: those of headings as GitHub and as VitePress make them, those that
 * headings are given by `{#id}` (`%{#id}%` or `[#id]` on some sites), those of HTML, and those that components of a page
 * may make of what they are given. The second of two equal headings gets `-1`.
 */
export function findAnchors(lines: readonly string[]): Anchors {
  const ids = new Set<string>()
  const spelled = new Set<string>()
  /** Those that somebody has written. */
  const given = new Set<string>()
  const { tokens } = parseMarkdownText(lines)
  const counts = [new Map<string, number>(), new Map<string, number>()]
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
    for (const [rule, { toId, toSpelled }] of rules.entries()) {
      const id = toId(shown)
      const earlier = counts[rule]?.get(id) ?? 0
      counts[rule]?.set(id, earlier + 1)
      const suffix = earlier === 0 ? '' : `-${earlier}`
      ids.add(id + suffix)
      spelled.add(toSpelled(shown) + suffix)
    }
  })
  for (const id of given) {
    ids.add(id)
    spelled.add(id)
  }
  return { ids, spelled }
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
