import type { Target } from '../model/origin-map.ts'
import { namedBlocks } from './block-list.ts'
import { escapeHtml } from './html.ts'
import type { SiteMap } from './site-map.ts'

/** As wide as a small telephone shows without scaling. */
const width = 312
const rowHeight = 25
const legendHeight = 17
/** What fits in the width, at the size that the style sheet gives. */
const maximumName = 47

/**
 * The blocks of the project and the programs that they are woven into, as a picture of a cloth: a line across for each
 * block, a line down for each program, a knot where one is part of the other. Colours come from the style sheet.
 */
export function renderBlockGraph(siteMap: SiteMap): string {
  const targets = [...(siteMap.examples.size > 0 ? siteMap.examples.keys() : siteMap.targets.values())]
  const column = (at: number) => Math.round(((at + 0.5) * width) / targets.length)
  const cloth = new Cloth()
  for (const page of siteMap.pages.values()) {
    const blocks = namedBlocks(page).flatMap(({ name, block }) => {
      const knots = siteMap
        .targetsOf(block)
        .flatMap((target) => (targets.includes(target) ? targets.indexOf(target) : []))
      return knots.length === 0 ? [] : [{ name, knots }]
    })
    if (blocks.length > 0) cloth.addPage(page.title)
    for (const { name, knots } of blocks) cloth.addBlock(name, knots.map(column))
  }
  const legend = targets.map((target, at) =>
    text('graph-legend', 0, (at + 1) * legendHeight, `${at + 1}  ${file(target)}`),
  )
  const top = targets.length * legendHeight + 24
  const warp = targets.map((_, at) => {
    const number = `<text class="graph-number" x="${column(at)}" y="${top - 6}" text-anchor="middle">${at + 1}</text>`
    return `${number}<path class="graph-warp" d="M${column(at)} ${top}V${top + cloth.height}"/>`
  })
  const about = `${cloth.pages} pages, ${cloth.blocks} blocks, ${targets.length} programs`
  return `<svg class="block-graph" role="img" viewBox="0 0 ${width} ${top + cloth.height + 4}" width="${width}" aria-labelledby="block-graph-title">
<title id="block-graph-title">${about}: which block is part of which program</title>
${legend.join('')}${warp.join('')}
<g transform="translate(0 ${top})">${cloth.parts.join('')}</g>
</svg>
`
}

/** Rows from top to bottom. */
class Cloth {
  readonly parts: string[] = []
  height = 0
  pages = 0
  blocks = 0

  addPage(title: string): void {
    this.pages++
    this.height += this.pages === 1 ? 16 : 34
    this.parts.push(text('graph-page', 0, this.height, title))
    this.height += 2
  }

  addBlock(name: string, knots: readonly number[]): void {
    this.blocks++
    this.height += rowHeight
    const shown = name.length > maximumName ? `${name.slice(0, maximumName - 1)}…` : name
    this.parts.push(`<path class="graph-weft" d="M0 ${this.height}H${Math.max(...knots)}"/>`)
    this.parts.push(text('graph-block', 0, this.height - 6, shown))
    this.parts.push(...knots.map((x) => `<circle class="graph-knot" cx="${x}" cy="${this.height}" r="4"/>`))
  }
}

function text(name: string, x: number, y: number, content: string): string {
  return `<text class="${name}" x="${x}" y="${y}">${escapeHtml(content)}</text>`
}

function file(target: Target): string {
  return target.path.replace(/^.*\//, '')
}
