import { type Location, locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { parseMarkdownText, type Token } from '../../parse/markdown-text.ts'

/** A number in prose, as a reader sees it. */
export interface Figure {
  /** Without what keeps thousands apart: `8000` of `8,000`. */
  readonly text: string
  /** What follows it, where that is a unit: `seconds`, `%`. */
  readonly unit: string | undefined
  readonly location: Location
}

/** Where a page says that its figures come from, and those that this is said of. */
export interface SourcedFigures {
  readonly sources: readonly { readonly text: string; readonly location: Location }[]
  readonly figures: readonly Figure[]
}

const comment = /^<!--\s*tangle-figures:([\s\S]*?)-->\s*$/

/**
 * The comments `<!-- tangle-figures: SOURCE, SOURCE -->` of a page, each with the numbers of what follows it: a paragraph,
 * a list or a table, and of a heading its whole section. Numbers of inline code, of blocks and of addresses are none.
 */
export function findFigures(page: Page): SourcedFigures[] {
  if (!page.text.includes('tangle-figures:')) return []
  const { tokens } = parseMarkdownText(page.lines)
  const top = tokens.filter(({ level, map }) => level === 0 && map)
  const prose = proseLines(page, tokens)
  return top.flatMap((token, at) => {
    const [, list] = (token.type === 'html_block' && comment.exec(token.content.trim())) || []
    const [first, end] = rangeBehind(top, at)
    if (list === undefined || first === undefined) return []
    const own = prose.slice(first, end)
    const figures = own.flatMap((text, index) => figuresIn(text, page.path, first + index, own[index + 1]))
    return [{ sources: sourcesIn(page, token.map?.[0] ?? 0, first), figures }]
  })
}

/** The lines that a comment is about: those of the next part of the page that is no comment. */
function rangeBehind(top: readonly Token[], at: number): readonly [number | undefined, number | undefined] {
  const next = top.findIndex(({ type }, index) => index > at && type !== 'html_block')
  const [first, end] = top[next]?.map ?? []
  if (top[next]?.type !== 'heading_open') return [first, end]
  const depth = top[next].tag
  const following = top.find(({ type, tag }, index) => index > next && type === 'heading_open' && tag <= depth)
  return [first, following?.map?.[0]]
}

function sourcesIn({ path, lines }: Page, from: number, to: number): SourcedFigures['sources'] {
  return lines.slice(from, to).flatMap((text, index) => {
    const said = text.replace(/^.*?tangle-figures:/, (mark) => ' '.repeat(mark.length)).replace(/-->.*$/, '')
    return [...said.matchAll(/[^\s,<>][^,<>]*[^\s,<>]|[^\s,<>]/g)].map(({ 0: source, index: column }) => {
      return { text: source, location: locate(path, { line: from + index, column }, source.length) }
    })
  })
}

/** The lines of a page with spaces in the place of all that is no prose. */
function proseLines({ lines, blocks }: Page, tokens: readonly Token[]): string[] {
  const items = new Set(tokens.flatMap(({ type, map }) => (type === 'list_item_open' && map ? [map[0]] : [])))
  const code = new Set<number>()
  for (const { fence, endLine } of blocks) for (let line = fence.start.line; line <= endLine; line++) code.add(line)
  const blank = (text: string) => ' '.repeat(text.length)
  return lines.map((text, line) =>
    code.has(line)
      ? ''
      : text
          .replace(/(`+)(?!`).*?(?<!`)\1(?!`)|\]\([^()\s]*\)|<!--(?:(?!<!--).)*?-->|<[a-z/][^<>]*>/gi, blank)
          // A sentence may end with a number at the start of a line, too.
          .replace(/^[\s>]*\d+[.)](?=\s)/, (mark) => (items.has(line) ? blank(mark) : mark)),
  )
}

const number = /(?<![\w.,#&-])\d+(?:,\d{3})*(?:\.\d+)*(?:-[a-z]+\.\d+)?(?![\w-]|\.\w)(?:\s?(%|[A-Za-z]+))?/g

/** How many seconds, minutes or hours, where a sentence has no digits for it. */
const spelledOut = {
  ...{ 'half a': '0.5', 'half an': '0.5', a: '1', an: '1', one: '1', two: '2', three: '3', four: '4', five: '5' },
  ...{ six: '6', seven: '7', eight: '8', nine: '9', ten: '10', twelve: '12', fifteen: '15', twenty: '20' },
  ...{ thirty: '30', forty: '40', fifty: '50', sixty: '60', ninety: '90' },
}

const duration = new RegExp(
  `(?<![\\w-])(?<!half |of )(${Object.keys(spelledOut).join('|')})(?=\\s((?:second|minute|hour)s?)(?![\\w-]))`,
  'gi',
)

/**
 * The numbers of a line of prose.
 *
 * @param next The line below, which the unit of the last number may begin.
 */
function figuresIn(text: string, page: string, line: number, next = ''): Figure[] {
  const [unitBelow = ''] = /^(?:%|[A-Za-z]+)/.exec(next) ?? []
  const whole = `${text.trimEnd()} ${unitBelow}`
  const place = (column: number, length: number) => locate(page, { line, column }, length)
  const inDigits = [...whole.matchAll(number)].map(({ 0: all, 1: unit, index }) => {
    const [written = ''] = /^\d[\d.,]*(?:-[a-z]+\.\d+)?/.exec(all) ?? []
    return { text: written.replaceAll(',', ''), unit, location: place(index, written.length) }
  })
  const inWords = [...whole.matchAll(duration)].map(({ 1: words = '', 2: unit, index }) => {
    const value = spelledOut[words.toLowerCase() as keyof typeof spelledOut]
    return { text: value, unit, location: place(index, words.length) }
  })
  return [...inDigits, ...inWords]
}
