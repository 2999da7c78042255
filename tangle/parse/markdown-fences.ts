import type MarkdownIt from 'markdown-it'
import ParserBlock from 'markdown-it/lib/parser_block.mjs'
import type Token from 'markdown-it/lib/token.mjs'
import type { Diagnostic } from '../model/diagnostic.ts'
import { readCommentFences, startsLiterateBlock } from './comment-fences.ts'
import { badIndent, commentEndsInBlock, strayFence, unreadFence } from './fence-diagnostics.ts'
import { parseInfoString } from './info-string.ts'
import { countLines } from './line-ends.ts'
import type { PageText } from './page-text.ts'
import type { RawFence } from './raw-fence.ts'

/** A page that needs more than this many lines read again is not worth guessing at. */
const maximumStrays = 20

/** Block structure only: text in a paragraph is none of a tangler's business, and takes long to load and to read. */
const blocks = new ParserBlock()
// Definitions of links hide nothing that could be a fence, and reading them is what costs on hostile pages.
blocks.ruler.disable('reference')
/** All that the rules of blocks ask of markdown-it. */
const markdown = { block: blocks, options: { html: true, maxNesting: 100 } } as unknown as MarkdownIt

/** The fences of a page, in order, and what is wrong with them. */
export interface FoundFences {
  readonly fences: readonly RawFence[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Finds the fences of a page behind its front matter, which takes `start` lines. `path` is that of the page. */
export function findFences(path: string, page: PageText, start: number): FoundFences {
  const finder = new FenceFinder(path, page)
  const fences = finder.find(start)
  return { fences: fences.sort((a, b) => a.openLine - b.openLine), diagnostics: finder.diagnostics }
}

const isLiterate = (info: string): boolean => parseInfoString(info).literate

class FenceFinder {
  readonly diagnostics: Diagnostic[] = []
  readonly #path: string
  readonly #page: PageText

  constructor(path: string, page: PageText) {
    this.#path = path
    this.#page = page
  }

  /** Reads the page again without a stray fence, until there is none left that hides a block. */
  find(start: number): RawFence[] {
    let text = start === 0 ? this.#page.text : '\n'.repeat(start) + this.#page.join(start, Number.POSITIVE_INFINITY)
    for (let round = 0; ; round++) {
      const { fences, stray, scanned } = this.#readOnce(replaceNul(text))
      if (stray === undefined || round === maximumStrays) {
        for (const line of scanned) this.#reportStray(line)
        return fences
      }
      this.#reportStray(stray)
      text = withoutMarker(text, stray)
    }
  }

  #readOnce(text: string): { fences: RawFence[]; stray: number | undefined; scanned: number[] } {
    const fences: RawFence[] = []
    const scanned: number[] = []
    const tokens: Token[] = []
    blocks.parse(text, markdown, {}, tokens)
    for (const token of tokens) {
      const start = token.map?.[0] ?? 0
      const end = token.map?.[1] ?? 0
      if (token.type === 'fence') {
        const fence = this.#readFence(token, start, end)
        if (isStray(token, fence)) return { fences: [], stray: start, scanned: [] }
        fences.push(fence)
      } else if (token.type === 'html_block') scanned.push(...this.#readHtml(token.content, start, end, fences))
      else if (token.type === 'code_block')
        this.#reportUnread(start, end, 'is indented by four columns, so it is code, not a fence')
    }
    return { fences, stray: undefined, scanned }
  }

  #readFence({ markup, info, content: given }: Token, start: number, end: number): RawFence {
    const opening = this.#page.line(start)
    // As markdown-it read it, without NUL.
    const shown = replaceNul(opening)
    const infoColumn = info === '' ? opening.length : shown.lastIndexOf(info.trimEnd())
    const markerColumn = Math.max(0, opening.lastIndexOf(markup, infoColumn))
    // Without a closing fence the last line may lack its line end.
    const count = countLines(given) - Number(given === '' || given.endsWith('\n'))
    const closed = end - 1 > start + count && isClosing(this.#page.line(end - 1), markup)
    const whole = count === 0 ? undefined : this.#page.join(start + 1, start + 1 + count)
    // What starts with its line is in no list and no quote.
    const columns = markerColumn === 0 ? undefined : contentColumns(whole, given)
    return {
      openLine: start,
      endLine: closed ? end - 1 : end,
      closed,
      markerColumn,
      info,
      infoColumn,
      opening: shown,
      content: columns && whole !== undefined ? cutLines(whole, columns) : whole,
      columns,
      hidden: false,
    }
  }

  /** Opens the comments of a block of HTML. Returns the lines of strays in them. */
  #readHtml(content: string, start: number, end: number, fences: RawFence[]): readonly number[] {
    if (!/^\s*<!--/.test(content)) {
      this.#reportUnread(start, end, 'stands in a block of HTML: an empty line in front of it makes it Markdown again')
      return []
    }
    const { fences: found, strays } = readCommentFences(this.#page, start, end, isLiterate)
    for (const fence of found) {
      fences.push(fence)
      const { openLine, hasClosing, badIndentLine } = fence
      if ((hasClosing && badIndentLine === undefined) || !isLiterate(fence.info)) continue
      const last = end - 1
      const tooEarly = hasClosing ? undefined : commentEndsInBlock(this.#path, last, this.#page.line(last), openLine)
      if (tooEarly) this.diagnostics.push(tooEarly)
      if (badIndentLine !== undefined)
        this.diagnostics.push(badIndent(this.#path, badIndentLine, this.#page.line(badIndentLine), openLine))
    }
    return strays
  }

  #reportUnread(start: number, end: number, why: string): void {
    for (let line = start; line < end; line++) {
      const text = this.#page.line(line)
      if (startsLiterateBlock(text, isLiterate)) this.diagnostics.push(unreadFence(this.#path, line, text, why))
    }
  }

  #reportStray(line: number): void {
    this.diagnostics.push(strayFence(this.#path, line, this.#page.line(line)))
  }
}

/** CommonMark 2.3 has markdown-it replace it; a target gets what the page says. */
function replaceNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
}

function withoutMarker(text: string, at: number): string {
  const lines = text.split('\n')
  lines[at] = lines[at]?.replace('```', '') ?? ''
  return lines.join('\n')
}

/** A bare fence that hides a block with attributes (12.2). */
function isStray({ markup, info }: Token, { content }: RawFence): boolean {
  if (markup !== '```' || info.trim() !== '') return false
  return content?.split('\n').some((text) => startsLiterateBlock(text, isLiterate)) === true
}

function isClosing(line: string, markup: string): boolean {
  const text = line.trimEnd()
  // Counted by hand: a pattern would try each of many backticks as the first one.
  let start = text.length
  while (start > 0 && text[start - 1] === markup[0]) start--
  return text.length - start >= markup.length
}

/** Where each line of a fence starts, of which markdown-it says what is in it. */
function contentColumns(whole: string | undefined, given: string): number[] {
  const texts = given.split('\n')
  return whole?.split('\n').map((line, at) => contentColumn(replaceNul(line), texts[at] ?? '')) ?? []
}

/**
 * Where the text of a line starts, behind indents, quote marks and list markers. A tab that is part indent and part
 * content comes out of markdown-it as spaces, which the page does not have: all of it counts as content then.
 */
function contentColumn(line: string, text: string): number {
  const column = line.length - text.length
  if (line.endsWith(text)) return column
  for (let spaces = 1; spaces <= 3 && text.startsWith(' '.repeat(spaces)); spaces++) {
    const tab = column + spaces - 1
    if (line[tab] === '\t' && line.endsWith(text.slice(spaces))) return tab
  }
  return Math.max(0, line.length - text.trimStart().length)
}

/** Each line from a column on. */
function cutLines(whole: string, columns: readonly number[]): string {
  const lines = whole.split('\n')
  return lines.map((line, at) => line.slice(columns[at])).join('\n')
}
