import { headingId, vitePressHeadingId } from './heading-id.ts'
import { parseMarkdownText, type Token } from './markdown-text.ts'

const htmlId = /\s(?:id|name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))/gi

/** What a component is given: `<Anchors intro />`, `<Field for="timeout" />`. */
const property = /\s([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?(?=[\s/>])/g

/**
 * The ids of a page that a link can name behind `#`: those of headings as GitHub and as VitePress make them, those that
 * headings are given by `{#id}` (`%{#id}%` or `[#id]` on some sites), those of HTML, and those that components of a page
 * may make of what they are given. The second of two equal headings gets `-1`.
 */
export function findAnchors(lines: readonly string[]): Set<string> {
  const anchors = new Set<string>()
  const { tokens } = parseMarkdownText(lines)
  const counts = [new Map<string, number>(), new Map<string, number>()]
  tokens.forEach((token, at) => {
    if (token.type === 'html_block') addHtmlIds(token.content, anchors)
    for (const child of token.children ?? []) if (child.type === 'html_inline') addHtmlIds(child.content, anchors)
    const inline = tokens[at + 1]
    if (token.type !== 'heading_open' || !inline) return
    const text = textOf(inline)
    const attributes = /%?\{([^{}]*)\}%?$|\[(#[^[\]\s]+)\]$/.exec(text)
    const explicit = (attributes?.[1] ?? attributes?.[2])?.split(/\s+/).find((part) => part.startsWith('#'))
    if (explicit) anchors.add(explicit.slice(1))
    const shown = explicit ? text.slice(0, attributes?.index).trimEnd() : text
    for (const [rule, toId] of [headingId, vitePressHeadingId].entries()) {
      const id = toId(shown)
      const earlier = counts[rule]?.get(id) ?? 0
      counts[rule]?.set(id, earlier + 1)
      anchors.add(earlier === 0 ? id : `${id}-${earlier}`)
    }
  })
  return anchors
}

function textOf({ children }: Token): string {
  const parts = (children ?? []).filter(({ type }) => type === 'text' || type === 'code_inline')
  return parts.map(({ content }) => content).join('')
}

function addHtmlIds(html: string, anchors: Set<string>): void {
  const visible = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '')
  for (const tag of visible.match(/<[a-z][^>]*>/gi) ?? []) {
    for (const [, double, single, bare] of tag.matchAll(htmlId)) anchors.add(double ?? single ?? bare ?? '')
    if (!/^<[A-Z]/.test(tag)) continue
    for (const [, name = '', double, single] of tag.matchAll(property)) anchors.add(double ?? single ?? name)
  }
}
