import type MarkdownIt from 'markdown-it'
import ParserBlock from 'markdown-it/lib/parser_block.mjs'
import type Token from 'markdown-it/lib/token.mjs'
import type { Diagnostic } from '../model/diagnostic.ts'
import { readCommentFences, startsLiterateBlock } from './comment-fences.ts'
import { badIndent, commentEndsInBlock, strayFence, unreadFence } from './fence-diagnostics.ts'
import { parseInfoString } from './info-string.ts'
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

/** Finds the fences of a page behind its front matter, which takes `start` lines. */
export function findFences(page: string, lines: readonly string[], start: number): FoundFences {
  const finder = new FenceFinder(page, lines)
  const fences = finder.find(start)
  return { fences: fences.sort((a, b) => a.openLine - b.openLine), diagnostics: finder.diagnostics }
}

const isLiterate = (info: string): boolean => parseInfoString(info).literate

class FenceFinder {
  readonly diagnostics: Diagnostic[] = []
  readonly #page: string
  readonly #lines: readonly string[]

  constructor(page: string, lines: readonly string[]) {
    this.#page = page
    this.#lines = lines
  }

  /** Reads the page again without a stray fence, until there is none left that hides a block. */
  find(start: number): RawFence[] {
    // CommonMark 2.3 replaces NUL; a target gets what the page says.
    const text = this.#lines.map((line, at) => (at < start ? '' : markdownLine(line)))
    for (let round = 0; ; round++) {
      const { fences, stray, scanned } = this.#readOnce(text.join('\n'))
      if (stray === undefined || round === maximumStrays) {
        for (const line of scanned) this.#reportStray(line)
        return fences
      }
      this.#reportStray(stray)
      text[stray] = (text[stray] ?? '').replace('```', '')
    }
  }

  #readOnce(text: string): { fences: RawFence[]; stray: number | undefined; scanned: number[] } {
    const fences: RawFence[] = []
    const scanned: number[] = []
    const tokens: Token[] = []
    blocks.parse(text, markdown, {}, tokens)
    for (const token of tokens) {
      if (!token.map) continue
      const [start, end] = token.map
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

  #readFence({ markup, info, content }: Token, start: number, end: number): RawFence {
    const opening = markdownLine(this.#lines[start] ?? '')
    const infoColumn = info === '' ? opening.length : opening.lastIndexOf(info.trimEnd())
    const given = content.split('\n')
    // Without a closing fence the last line may lack its line end.
    if (given.at(-1) === '') given.pop()
    const columns = given.map((text, at) => contentColumn(this.#lines[start + 1 + at] ?? '', text))
    const texts = columns.map((column, at) => (this.#lines[start + 1 + at] ?? '').slice(column))
    const closed = end - 1 > start + given.length && isClosing(this.#lines[end - 1] ?? '', markup)
    return {
      openLine: start,
      endLine: closed ? end - 1 : end,
      closed,
      markerColumn: Math.max(0, opening.lastIndexOf(markup, infoColumn)),
      info,
      infoColumn,
      opening,
      content: texts.length === 0 ? undefined : texts.join('\n'),
      columns: columns.some((column) => column > 0) ? columns : undefined,
      hidden: false,
    }
  }

  /** Opens the comments of a block of HTML. Returns the lines of strays in them. */
  #readHtml(content: string, start: number, end: number, fences: RawFence[]): readonly number[] {
    if (!/^\s*<!--/.test(content)) {
      this.#reportUnread(start, end, 'stands in a block of HTML: an empty line in front of it makes it Markdown again')
      return []
    }
    const { fences: found, strays } = readCommentFences(this.#lines, start, end, isLiterate)
    for (const fence of found) {
      fences.push(fence)
      const { openLine, hasClosing, badIndentLine } = fence
      if ((hasClosing && badIndentLine === undefined) || !isLiterate(fence.info)) continue
      const last = end - 1
      const tooEarly = hasClosing ? undefined : commentEndsInBlock(this.#page, last, this.#lines[last] ?? '', openLine)
      if (tooEarly) this.diagnostics.push(tooEarly)
      if (badIndentLine !== undefined)
        this.diagnostics.push(badIndent(this.#page, badIndentLine, this.#lines[badIndentLine] ?? '', openLine))
    }
    return strays
  }

  #reportUnread(start: number, end: number, why: string): void {
    for (let line = start; line < end; line++) {
      const text = this.#lines[line] ?? ''
      if (startsLiterateBlock(text, isLiterate)) this.diagnostics.push(unreadFence(this.#page, line, text, why))
    }
  }

  #reportStray(line: number): void {
    this.diagnostics.push(strayFence(this.#page, line, this.#lines[line] ?? ''))
  }
}

/** A line as markdown-it gets it. */
function markdownLine(line: string): string {
  return line.includes('\0') ? line.replaceAll('\0', '\uFFFD') : line
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

/**
 * Where the text of a line starts, behind indents, quote marks and list markers. A tab that is part indent and part
 * content comes out of markdown-it as spaces, which the page does not have: all of it counts as content then.
 */
function contentColumn(original: string, text: string): number {
  if (original === text) return 0
  const line = markdownLine(original)
  const column = line.length - text.length
  if (line.endsWith(text)) return column
  for (let spaces = 1; spaces <= 3 && text.startsWith(' '.repeat(spaces)); spaces++) {
    const tab = column + spaces - 1
    if (line[tab] === '\t' && line.endsWith(text.slice(spaces))) return tab
  }
  return Math.max(0, line.length - text.trimStart().length)
}
