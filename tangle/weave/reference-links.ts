import type { Block } from '../model/block.ts'
import type { AddressOf } from './addresses.ts'
import { escapeHtml } from './html.ts'
import { splitRenderedCode } from './rendered-code.ts'
import type { SiteMap } from './site-map.ts'

/** Makes each `<<name>>` in the HTML of a block a link to where the name is defined. Everything else stays as it is. */
export function linkReferences(html: string, block: Block, siteMap: SiteMap, addressOf: AddressOf): string {
  const rendered = block.lines.some((line) => line.reference) ? splitRenderedCode(html) : undefined
  if (!rendered) return html
  const { before, open, lines, close, after } = rendered
  const linked = lines.map((line, at) => {
    const name = block.lines[at]?.reference?.name
    const definition = name === undefined ? undefined : definitionOf(name, block, siteMap)
    if (!definition) return line
    const title = escapeHtml(`Defined in “${siteMap.pages.get(definition.place.page)?.title}”`)
    const tag = `<a class="weave-reference" href="${escapeHtml(addressOf(definition.place))}" title="${title}">`
    return linkLine(line, tag)
  })
  return before + open + linked.join('') + close + after
}

/** The first part of a name that a reader of the site can be led to, one that is seen before one that is hidden. */
export function definitionOf(name: string, from: Block, siteMap: SiteMap) {
  const found = siteMap.partsOf(name, from).flatMap((block) => {
    const place = siteMap.placeOfBlock(block)
    return place ? [{ block, place }] : []
  })
  return found.find(({ place }) => place.id !== undefined) ?? found[0]
}

/** The link stands inside the line and behind its indent, around whatever the highlighter made of the brackets. */
function linkLine(line: string, tag: string): string {
  const [, open = '', code = '', close = ''] = /^(<span class="line[^>]*>)?(.*?)((?:<\/span>)?\n?)$/s.exec(line) ?? []
  const isWrapped = open !== ''
  const end = isWrapped ? close : close.replace('</span>', '')
  const inside = isWrapped ? code : code + close.slice(0, close.length - end.length)
  const indented = /^(<span[^>]*>)?([ \t]*)(.*)$/s.exec(inside)
  return `${open}${indented?.[2] ?? ''}${tag}${indented?.[1] ?? ''}${indented?.[3] ?? ''}</a>${end}`
}
