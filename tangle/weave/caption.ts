import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'
import { exampleName } from '../run/example/example.ts'
import type { AddressOf } from './addresses.ts'
import { escapeHtml } from './html.ts'
import type { SiteInfo } from './site-info.ts'
import type { PageMap, SiteMap } from './site-map.ts'
import type { ExampleAction } from './weave-options.ts'

/** What a caption is about. */
export interface Captioned {
  readonly siteInfo: SiteInfo
  readonly block: Block | undefined
  readonly page: PageMap
  readonly actions?: ExampleAction | undefined
}

/** What kind of block it is, as a class of its figure. */
export function kindOf({ info }: SiteInfo): 'block' | 'output' | 'transcript' {
  const has = (key: string) => info.attributes.some((attribute) => attribute.key === key)
  return has('output') ? 'output' : has('transcript') ? 'transcript' : 'block'
}

/** More links than this are folded away: the set-up is part of every example. */
const maximumLinks = 3

/**
 * The line above a block: what it is called or shows, the full examples that contain it, and what is special. A name that
 * serves only to have the block compiled is left out, and the whole line where nothing else is in it.
 */
export function renderCaption(captioned: Captioned, siteMap: SiteMap, addressOf: AddressOf): string {
  const { siteInfo, block, page } = captioned
  const id = block && page.ids.get(block)
  const attributes = new Map(siteInfo.info.attributes.map(({ key, value }) => [key, value]))
  const kind = kindOf(siteInfo)
  const all = block ? siteMap.targetsOf(block) : []
  const shown = all.filter((target) => siteMap.isForReaders(target))
  const label = all.length > 0 && shown.length === 0 ? undefined : labelOf(siteInfo, attributes)
  const parts: string[] = []
  if (label !== undefined) {
    const text = `<span class="weave-name">${escapeHtml(label)}</span>`
    parts.push(id === undefined ? text : `<a class="weave-anchor" href="#${escapeHtml(id)}">${text}</a>`)
  }
  if (block) parts.push(...renderParts(block, siteMap, addressOf))
  if (kind === 'block') {
    const { title } = siteInfo
    if (title !== undefined && title !== label) parts.push(`<span class="weave-title">${escapeHtml(title)}</span>`)
    if (block) parts.push(...renderReferrers(block, siteMap, addressOf))
    // A block that shows its own file is not also "in" it.
    const own = siteInfo.info.id ? undefined : block?.target
    const targets = shown.filter(({ path }) => path !== own)
    if (targets.length > 0)
      parts.push(`<span class="weave-in">in ${links(targets, captioned, siteMap, addressOf)}</span>`)
    const excerpt = attributes.get('excerpt')
    const whole = excerpt === undefined ? undefined : (siteMap.targets.get(excerpt) ?? siteMap.exampleOf(excerpt))
    if (whole) parts.push(`<span class="weave-in">from ${links([whole], captioned, siteMap, addressOf)}</span>`)
  } else {
    const target = siteMap.exampleOf(attributes.get('output') ?? attributes.get('transcript') ?? '')
    if (target) parts.push(`<span class="weave-in">of ${links([target], captioned, siteMap, addressOf)}</span>`)
  }
  const note = noteOf(attributes)
  if (note !== undefined) parts.push(`<span class="weave-note">${escapeHtml(note)}</span>`)
  const actions = kind === 'block' && block ? renderActions(block, captioned, siteMap) : undefined
  if (actions !== undefined) parts.push(actions)
  return parts.length === 0 ? '' : `<figcaption class="weave-caption">${parts.join(' ')}</figcaption>\n`
}

/** What can be done with the example that a block belongs to: of several, the first that the page shows in full. */
function renderActions(block: Block, captioned: Captioned, siteMap: SiteMap): string | undefined {
  for (const target of nearestFirst(siteMap.targetsOf(block), captioned, siteMap)) {
    const name = siteMap.examples.get(target)
    const html = name === undefined ? undefined : captioned.actions?.({ name, target, place: 'block' })
    if (html !== undefined) return html
  }
  return undefined
}

function nearestFirst(targets: readonly Target[], { page }: Captioned, siteMap: SiteMap): readonly Target[] {
  const here = page.page.path
  const isHere = (target: Target) => siteMap.placeOf(target, here)?.page === here
  return [...targets.filter(isHere), ...targets.filter((target) => !isHere(target))]
}

/** A name may be written in several places: from each, one link to where it begins and one to where it goes on. */
function renderParts(block: Block, siteMap: SiteMap, addressOf: AddressOf): string[] {
  const parts = block.name === undefined ? [] : siteMap.partsOf(block.name, block)
  const link = (to: Block | undefined, text: string) => {
    const place = to && siteMap.placeOfBlock(to)
    const html = place ? `<a href="${escapeHtml(addressOf(place))}">${text}</a>` : text
    return `<span class="weave-part">${html}</span>`
  }
  const at = parts.indexOf(block)
  return [
    ...(at > 0 ? [link(parts[0], 'continued')] : []),
    ...(at !== -1 && at < parts.length - 1 ? [link(parts[at + 1], 'goes on')] : []),
  ]
}

/** The named blocks that refer to this one. What only makes a file of it is a target, and named as such. */
function renderReferrers(block: Block, siteMap: SiteMap, addressOf: AddressOf): string[] {
  const referrers = block.name === undefined ? [] : siteMap.referrersOf(block.name, block)
  const links = referrers.flatMap((referrer) => {
    const place = siteMap.placeOfBlock(referrer)
    if (!place || place.id === undefined || referrer.name === undefined) return []
    return [`<a href="${escapeHtml(addressOf(place))}">${escapeHtml(`#${referrer.name}`)}</a>`]
  })
  return links.length === 0 ? [] : [`<span class="weave-used">used by ${links.join(', ')}</span>`]
}

function labelOf({ info, title }: SiteInfo, attributes: ReadonlyMap<string, string>): string | undefined {
  if (attributes.has('output')) return attributes.get('stream') === 'stderr' ? 'Standard error' : 'Output'
  if (attributes.has('transcript')) return 'In the chat'
  // The reader's own file may have another path than the one that is tested here: a title says which.
  return info.id ? `#${info.id.text}` : attributes.has('file') ? (title ?? attributes.get('file')) : undefined
}

/** Why a block is not proven, or what proves it: the reader may know as well (syntax specification, 13.1). */
function noteOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const check = attributes.get('check')
  // A program that is not run is type-checked all the same.
  const what = attributes.has('file') ? 'Not run' : 'Not checked'
  if (check === 'skip') return `${what}: ${attributes.get('reason') ?? 'no reason given'}`
  if (check !== 'error') return undefined
  const code = attributes.get('expect')
  return code === undefined ? 'Does not compile, on purpose' : `Does not compile, on purpose: ${code}`
}

function links(targets: readonly Target[], captioned: Captioned, siteMap: SiteMap, addressOf: AddressOf): string {
  const sorted = nearestFirst(targets, captioned, siteMap)
  const all = sorted.map((target) => link(target, captioned, siteMap, addressOf))
  if (all.length <= maximumLinks) return all.join(', ')
  const [first, ...rest] = all
  const more = `<span class="weave-more-list">${rest.join(', ')}</span>`
  return `${first}, <details class="weave-more"><summary>and ${rest.length} more</summary> ${more}</details>`
}

function link(target: Target, { block, page }: Captioned, siteMap: SiteMap, addressOf: AddressOf): string {
  const text = escapeHtml(target.path.replace(/^.*\//, ''))
  const place = siteMap.placeOf(target, page.page.path)
  if (!place) return `<span class="weave-target">${text}</span>`
  const lines = block && place.page === page.page.path ? linesOf(target, block) : ''
  const data = lines === '' ? '' : ` data-lines="${lines}"`
  const title = `The full example ${exampleName(target.path)}`
  return `<a class="weave-target" href="${escapeHtml(addressOf(place))}" title="${escapeHtml(title)}"${data}>${text}</a>`
}

/** The lines of a target that come from a block, `3-5,9`, 1-based: a theme may light them. */
export function linesOf(target: Target, block: Block): string {
  const ranges: [number, number][] = []
  target.lines.forEach(({ text, segments }, line) => {
    const isOurs = segments.some(({ origin }) => [origin, ...(origin.also ?? [])].some((one) => one.block === block))
    if (!isOurs || text === '') return
    const last = ranges.at(-1)
    if (last?.[1] === line) last[1] = line + 1
    else ranges.push([line + 1, line + 1])
  })
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}
