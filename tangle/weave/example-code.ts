import type { Target } from '../model/origin-map.ts'
import type { AddressOf } from './addresses.ts'
import { type ExampleRun, findRuns } from './example-runs.ts'
import { escapeHtml } from './html.ts'
import { splitRenderedCode } from './rendered-code.ts'
import type { SiteMap } from './site-map.ts'

/** Where a full example stands. */
export interface ExampleContext {
  readonly target: Target
  /** The id of its section: lines are called `ID-L12`. */
  readonly id: string
  /** The page that shows it. */
  readonly page: string
}

/** Shorter runs are not worth a fold. */
const minimumFold = 3

/**
 * Turns the highlighted code of a full example into runs of lines: those of the page are lit, longer ones from elsewhere
 * are `details`, and each is linked to where it was written. The text of all of it is still the text of the file.
 */
export function weaveExampleCode(
  html: string,
  context: ExampleContext,
  siteMap: SiteMap,
  addressOf: AddressOf,
): string {
  const rendered = splitRenderedCode(html)
  const { target, id, page } = context
  if (!rendered || rendered.lines.length > target.lines.length) return html
  const { before, close, after } = rendered
  // All runs scroll as one, so that the keyboard stops at the whole and not at each of them.
  const open = rendered.open.replace(' tabindex="0"', '')
  const lines = rendered.lines.map((line, at) => numberLine(line, `${escapeHtml(id)}-L${at + 1}`))
  const runs = findRuns(target, page).map((run) => {
    const code = `${open}${lines.slice(run.first, run.last + 1).join('')}${close}`
    return code === open + close ? '' : renderRun(run, code, context, siteMap, addressOf)
  })
  return `${before}<div class="example-code" tabindex="0">${runs.join('')}</div>${after}`
}

function renderRun(
  run: ExampleRun,
  code: string,
  context: ExampleContext,
  siteMap: SiteMap,
  addressOf: AddressOf,
): string {
  const from = renderLinks(run, context, siteMap, addressOf)
  const start = `style="counter-reset:line ${run.first}"`
  if (run.isLit) return `<div class="example-run lit" ${start}>${from}${code}</div>`
  if (run.last - run.first + 1 < minimumFold) return `<div class="example-run" ${start}>${from}${code}</div>`
  const title = siteMap.pages.get(run.page)?.title ?? run.page
  const where = run.page === context.page ? 'not shown above' : `from “${title}”`
  const summary = `<summary class="vp-copy-ignore">L${nameRange(run).slice(1)}, ${escapeHtml(where)}</summary>`
  // A summary is a button, and a link in a button is neither: the links have a line of their own.
  return `<div class="example-run" ${start}><details open>${summary}${from}${code}</details></div>`
}

function renderLinks(run: ExampleRun, { target }: ExampleContext, siteMap: SiteMap, addressOf: AddressOf): string {
  const links = run.blocks.flatMap((block) => {
    const place = siteMap.placeOfBlock(block)
    // A hidden block has no place to lead to but its page, and this is the page.
    if (!place || place.id === undefined || block.name === undefined || block === target.root) return []
    const title = escapeHtml(`Where ${nameRange(run)} ${run.first === run.last ? 'is' : 'are'} written`)
    return [`<a href="${escapeHtml(addressOf(place))}" title="${title}">#${escapeHtml(block.name)}</a>`]
  })
  // The site's button for copying skips it: the file does not have these words.
  return links.length === 0 ? '' : `<span class="run-from vp-copy-ignore">${links.join(' ')}</span>`
}

function nameRange({ first, last }: ExampleRun): string {
  return first === last ? `line ${first + 1}` : `lines ${first + 1}–${last + 1}`
}

/** The number is drawn by the style sheet, so that it is neither copied nor searched. */
function numberLine(line: string, id: string): string {
  const link = `<a class="line-number" href="#${id}" tabindex="-1" aria-hidden="true"></a>`
  if (line.startsWith('<span class="line')) return line.replace(/^<span ([^>]*)>/, `<span $1 id="${id}">${link}`)
  const code = line.replace(/\n$/, '')
  return `<span class="line" id="${id}">${link}${code}</span>${line.slice(code.length)}`
}
