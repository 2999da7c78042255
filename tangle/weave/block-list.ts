import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'
import type { AddressOf } from './addresses.ts'
import { escapeHtml } from './html.ts'
import type { PageMap, SiteMap } from './site-map.ts'

/** A name and where it is written first on a page. */
export interface ListedBlock {
  readonly name: string
  readonly block: Block
}

/** The named blocks of a page, once each. Blocks that are only there to write a file are not among them. */
export function namedBlocks({ page }: PageMap): ListedBlock[] {
  const names = new Map<string, Block>()
  for (const block of page.blocks) {
    const isFile = block.name === undefined || block.name === block.target
    if (!isFile && !names.has(block.name)) names.set(block.name, block)
  }
  return [...names].map(([name, block]) => ({ name, block }))
}

/** All named blocks of the project, page by page, with the targets that contain them. */
export function renderBlockList(siteMap: SiteMap, here: string, addressOf: AddressOf): string {
  const sections = [...siteMap.pages.values()].flatMap((page) => {
    const blocks = namedBlocks(page)
    if (blocks.length === 0) return []
    const place = siteMap.placeOfPage(page.page.path)
    const title = escapeHtml(page.title)
    const heading = place ? `<a href="${escapeHtml(addressOf(place))}">${title}</a>` : title
    const items = blocks.map((listed) => renderItem(listed, siteMap, here, addressOf))
    return `<section class="block-list">\n<h2>${heading}</h2>\n<ul>\n${items.join('')}</ul>\n</section>\n`
  })
  return sections.join('')
}

function renderItem({ name, block }: ListedBlock, siteMap: SiteMap, here: string, addressOf: AddressOf): string {
  const place = siteMap.placeOfBlock(block)
  const label = `<code>#${escapeHtml(name)}</code>`
  const link = place?.id === undefined ? label : `<a href="${escapeHtml(addressOf(place))}">${label}</a>`
  const isHidden = block.hidden ? ' <span class="block-list-hidden">not shown on the page</span>' : ''
  const targets = siteMap.targetsOf(block).map((target) => renderTarget(target, siteMap, here, addressOf))
  const into = targets.length === 0 ? 'in no file' : `in ${targets.join(', ')}`
  return `<li>${link}${isHidden} <span class="block-list-in">${into}</span></li>\n`
}

function renderTarget(target: Target, siteMap: SiteMap, here: string, addressOf: AddressOf): string {
  const text = escapeHtml(target.path.replace(/^.*\//, ''))
  const place = siteMap.placeOf(target, here)
  return place ? `<a href="${escapeHtml(addressOf(place))}">${text}</a>` : text
}
