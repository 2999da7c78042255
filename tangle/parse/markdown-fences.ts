import type MarkdownIt from 'markdown-it'
import ParserBlock from 'markdown-it/lib/parser_block.mjs'
import type Token from 'markdown-it/lib/token.mjs'
import type { Diagnostic } from '../model/diagnostic.ts'
import { readCommentFences, startsLiterateBlock } from './comment-fences.ts'
import { badIndent, commentEndsInBlock, strayFence, unreadFence } from './fence-diagnostics.ts'
import { parseInfoString } from './info-string.ts'
import { countLines } from './line-ends.ts'
import { withoutMdxComments } from './mdx-comments.ts'
import { withoutDeepIndents } from './mdx-indents.ts'
import type { RawFence } from './raw-fence.ts'
import type { TextLines } from './text-lines.ts'

/** A page with more strays is not worth guessing at: it is read as Markdown has it from there on. */
const maximumStrays = 20

const markdown = createMarkdown({ html: true })

/** In MDX an element is no block of HTML, and hides no fence; and no indent makes a block code (MDX 3, syntax). */
const mdx = createMarkdown({ html: false })
mdx.block.ruler.disable('code')

/**
 * Block structure only: text in a paragraph is none of a tangler's business, and takes long to load and to read. What
 * comes back is all that the rules of blocks ask of markdown-it.
 */
function createMarkdown({ html }: { readonly html: boolean }): MarkdownIt {
  const block = new ParserBlock()
  // Definitions of links hide nothing that could be a fence, and reading them is what costs on hostile pages.
  block.ruler.disable('reference')
  return { block, options: { html, maxNesting: 100 } } as unknown as MarkdownIt
}

/** The fences of a page, in order, and what is wrong with them. */
export interface FoundFences {
  readonly fences: readonly RawFence[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Finds the fences of a page behind its front matter, which takes `start` lines. `path` is that of the page. The page is
 * read again without a stray fence, until there is none left that hides a block.
 */
export function findFences(path: string, page: TextLines, start: number): FoundFences {
  let text = start === 0 ? page.text : '\n'.repeat(start) + page.join(start, Number.POSITIVE_INFINITY)
  if (path.endsWith('.mdx')) text = withoutDeepIndents(withoutMdxComments(text.split('\n'))).join('\n')
  const strays: Diagnostic[] = []
  for (;;) {
    const finder = new FenceFinder(path, page)
    const stray = finder.read(replaceNul(text), strays.length < maximumStrays)
    if (stray === undefined) {
      const fences = finder.fences.sort((a, b) => a.openLine - b.openLine)
      return { fences, diagnostics: [...strays, ...finder.diagnostics] }
    }
    strays.push(strayFence(path, stray, page.line(stray)))
    text = withoutMarker(text, stray)
  }
}

const isLiterate = (info: string): boolean => parseInfoString(info).literate

/** Reads a page once. */
class FenceFinder {
  readonly fences: RawFence[] = []
  readonly diagnostics: Diagnostic[] = []
  readonly #path: string
  readonly #page: TextLines

  constructor(path: string, page: TextLines) {
    this.#path = path
    this.#page = page
  }

  /**
   * Stops at a stray fence if it `stops` at all, and returns its line. `text` is that of the page, without the strays that
   * are known.
   */
  read(text: string, stops: boolean): number | undefined {
    const tokens: Token[] = []
    const parser = this.#path.endsWith('.mdx') ? mdx : markdown
    parser.block.parse(text, parser, {}, tokens)
    for (const token of tokens) {
      const start = token.map?.[0] ?? 0
      const end = token.map?.[1] ?? 0
      if (token.type === 'fence') {
        const fence = this.#readFence(token, start, end)
        if (stops && isStray(token, fence)) return start
        this.fences.push(fence)
      } else if (token.type === 'html_block') this.#readHtml(token.content, start, end)
      else if (token.type === 'code_block')
        this.#reportUnread(start, end, 'is indented by four columns, so it is code, not a fence')
    }
    return undefined
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

  /** Opens the comments of a block of HTML. */
  #readHtml(content: string, start: number, end: number): void {
    if (!/^\s*<!--/.test(content)) {
      this.#reportUnread(start, end, 'stands in a block of HTML: an empty line in front of it makes it Markdown again')
      return
    }
    const { fences, strays } = readCommentFences(this.#page, start, end, isLiterate)
    for (const line of strays) this.diagnostics.push(strayFence(this.#path, line, this.#page.line(line)))
    for (const fence of fences) {
      this.fences.push(fence)
      const { openLine, hasClosing, badIndentLine } = fence
      if ((hasClosing && badIndentLine === undefined) || !isLiterate(fence.info)) continue
      const last = end - 1
      const tooEarly = hasClosing ? undefined : commentEndsInBlock(this.#path, last, this.#page.line(last), openLine)
      if (tooEarly) this.diagnostics.push(tooEarly)
      if (badIndentLine !== undefined)
        this.diagnostics.push(badIndent(this.#path, badIndentLine, this.#page.line(badIndentLine), openLine))
    }
  }

  #reportUnread(start: number, end: number, why: string): void {
    for (let line = start; line < end; line++) {
      const text = this.#page.line(line)
      if (startsLiterateBlock(text, isLiterate)) this.diagnostics.push(unreadFence(this.#path, line, text, why))
    }
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
