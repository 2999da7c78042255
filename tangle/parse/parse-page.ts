import MarkdownIt from 'markdown-it'
import type { Block } from '../model/block.ts'
import { locate } from '../model/location.ts'
import type { Page, PageSource } from '../model/page.ts'
import { BlockBuilder } from './block-builder.ts'
import { readBlockHeader } from './block-header.ts'
import { scanFences, startsLiterateBlock } from './fence-scanner.ts'
import { readFrontMatter } from './front-matter.ts'
import { toHiddenFence } from './hidden-fence.ts'
import { splitLines, unifyLineEnds } from './line-ends.ts'
import { openingColumns } from './line-fence.ts'
import { withoutDeepIndents } from './mdx-indents.ts'
import type { RawFence } from './read-block.ts'
import { scanPage } from './scan-page.ts'

/** A page that needs more than this many lines read again is not worth guessing at. */
const maximumStrays = 20

const markdown = createMarkdown({ html: true })

/** In MDX an element is no block of HTML, and hides no fence; and no indent makes a block code (MDX 3, syntax). */
const mdx = createMarkdown({ html: false })
mdx.block.ruler.disable('code')

/** Block structure only: text in a paragraph is none of a tangler's business. */
function createMarkdown(options: { html: boolean }) {
  const created = new MarkdownIt(options)
  created.core.ruler.enableOnly(['normalize', 'block'])
  // Definitions of links hide nothing that could be a fence, and reading them is what costs on hostile pages.
  created.block.ruler.disable('reference')
  return created
}

/**
 * Reads the fenced blocks of a page. markdown-it decides what is a block, so that what the site shows as one is what is
 * tangled; a line reader opens HTML comments. Never throws for what a page contains.
 */
export function parsePage(source: PageSource): Page {
  return scanPage(source, readPart) ?? parseWithMarkdown(source)
}

/** The fences of a part in front of which everything is closed, if they are closed in it, and nothing is to be reported. */
export function readPart(text: string): RawFence[] | undefined {
  const parser = new PageParser('', splitLines(text), 0)
  const fences = parser.findFences()
  return parser.builder.diagnostics.length === 0 && fences.every(({ closed }) => closed) ? fences : undefined
}

/** {@link parsePage} without the short cut for pages in which lines alone tell what is a block. */
export function parseWithMarkdown(source: PageSource): Page {
  const lines = splitLines(unifyLineEnds(source.text))
  const { length, namespace } = readFrontMatter(lines)
  const parser = new PageParser(source.path, lines, length)
  const blocks = /`{3}|~{3}/.test(source.text) ? parser.parse() : []
  const { diagnostics } = parser.builder
  return { ...source, lines, ...(namespace !== undefined && { namespace }), blocks, diagnostics }
}

/** A line of a fence, and the column of the page where it starts. */
interface ContentLine {
  readonly text: string
  readonly column: number
}

class PageParser {
  readonly builder: BlockBuilder
  readonly #page: string
  readonly #lines: readonly string[]
  readonly #frontMatterLength: number

  constructor(page: string, lines: readonly string[], frontMatterLength: number) {
    this.#page = page
    this.#lines = lines
    this.#frontMatterLength = frontMatterLength
    this.builder = new BlockBuilder(page, (language, { content = '' }) =>
      readBlockHeader(language, content.split('\n')),
    )
  }

  parse(): Block[] {
    return this.findFences().map((fence, index) => this.builder.build(fence, index))
  }

  findFences(): RawFence[] {
    return this.#readFences().sort((a, b) => a.openLine - b.openLine)
  }

  /** Reads the page again without a stray fence, until there is none left that hides a block. */
  #readFences(): RawFence[] {
    const text = this.#page.endsWith('.mdx') ? withoutDeepIndents(this.#lines) : [...this.#lines]
    text.fill('', 0, this.#frontMatterLength)
    for (let round = 0; ; round++) {
      const { fences, stray, scanned } = this.#readOnce(text)
      if (stray === undefined || round === maximumStrays) {
        for (const line of scanned) this.#reportStray(line)
        return fences
      }
      this.#reportStray(stray)
      text[stray] = (text[stray] ?? '').replace('```', '')
    }
  }

  #readOnce(text: readonly string[]): { fences: RawFence[]; stray: number | undefined; scanned: number[] } {
    const fences: RawFence[] = []
    const scanned: number[] = []
    const parser = this.#page.endsWith('.mdx') ? mdx : markdown
    for (const token of parser.parse(text.join('\n'), {})) {
      if (!token.map) continue
      const [start, end] = token.map
      if (token.type === 'fence') {
        const texts = this.#readContent(token.content, start + 1)
        const bare = token.markup === '```' && token.info.trim() === ''
        if (bare && texts.some(({ text }) => startsLiterateBlock(text, this.#isLiterate))) {
          return { fences: [], stray: start, scanned: [] }
        }
        fences.push(this.#fromToken(token.markup, token.info, start, end, texts))
      } else if (token.type === 'html_block') {
        scanned.push(...this.#readHtml(token.content, start, end, fences))
      } else if (token.type === 'code_block')
        this.#reportUnread(start, end, 'is indented by four columns, so it is code, not a fence')
    }
    return { fences, stray: undefined, scanned }
  }

  /** The lines of a fence, each with the column where its text starts: behind indents, quote marks and list markers. */
  #readContent(content: string, firstLine: number): ContentLine[] {
    const given = content.split('\n')
    // Without a closing fence the last line may lack its line end.
    if (given.at(-1) === '') given.pop()
    return given.map((text, offset) => {
      const whole = this.#lines[firstLine + offset] ?? ''
      // CommonMark 2.3 has markdown-it replace NUL; a target gets what the page says.
      const column = contentColumn(whole.replaceAll('\0', '\uFFFD'), text)
      return { text: whole.slice(column), column }
    })
  }

  #fromToken(markup: string, info: string, start: number, end: number, content: readonly ContentLine[]): RawFence {
    // As markdown-it read it: `info` has no NUL either.
    const opening = (this.#lines[start] ?? '').replaceAll('\0', '\uFFFD')
    const { markerColumn, infoColumn } = openingColumns(opening, markup, info)
    const last = (this.#lines[end - 1] ?? '').trimEnd()
    // Counted by hand: a pattern would try each of many backticks as the first one.
    let closeStart = last.length
    while (closeStart > 0 && last[closeStart - 1] === markup[0]) closeStart--
    const closed = end - 1 > start + content.length && last.length - closeStart >= markup.length
    return {
      openLine: start,
      endLine: closed ? end - 1 : end,
      closed,
      markerColumn,
      info,
      infoColumn,
      opening,
      content: content.length === 0 ? undefined : content.map(({ text }) => text).join('\n'),
      hidden: false,
      columnOf: (index) => content[index]?.column ?? 0,
    }
  }

  /** Opens the comments of a block of HTML. Markdown knows no fence in there, so the line reader does the work. */
  #readHtml(content: string, start: number, end: number, fences: RawFence[]): number[] {
    const isComment = /^\s*<!--/.test(content)
    if (!isComment) {
      this.#reportUnread(start, end, 'stands in a block of HTML: an empty line in front of it makes it Markdown again')
      return []
    }
    const { fences: found, strays } = scanFences(this.#lines, start, end, this.#isLiterate)
    for (const fence of found) {
      const closed = fence.closeLine !== undefined
      const endLine = fence.closeLine ?? end
      if (!closed && this.#isLiterate(fence.info)) this.#reportCommentEnd(fence.openLine, end)
      if (fence.badIndentLine !== undefined && this.#isLiterate(fence.info))
        this.#reportIndent(fence.badIndentLine, fence.openLine)
      // The end of the comment has been reported; a second diagnostic would say the same.
      fences.push(toHiddenFence(fence, endLine, this.#lines))
    }
    return [...strays]
  }

  readonly #isLiterate = (info: string): boolean => this.builder.info(info).literate

  /** A block that its author surely meant, in a place where Markdown sees none. */
  #reportUnread(start: number, end: number, why: string): void {
    for (let line = start; line < end; line++) {
      const text = this.#lines[line] ?? ''
      if (!startsLiterateBlock(text, this.#isLiterate)) continue
      const column = text.search(/[`~]/)
      const location = locate(this.#page, { line, column }, text.trimEnd().length - column)
      this.builder.report({
        code: 'fence-not-read',
        severity: 'warning',
        message: `This block ${why}; it is not tangled.`,
        location,
      })
    }
  }

  #reportStray(line: number): void {
    const column = (this.#lines[line] ?? '').indexOf('```')
    const message = 'A bare fence opens here, but a block with attributes follows before it is closed.'
    const location = locate(this.#page, { line, column }, 3)
    this.builder.report({
      code: 'stray-fence',
      severity: 'warning',
      message,
      location,
      hint: 'Remove it, or close it; the block is read as if it were not there.',
    })
  }

  #reportCommentEnd(openLine: number, end: number): void {
    const line = end - 1
    const column = (this.#lines[line] ?? '').indexOf('-->')
    if (column === -1) return
    const message = 'The HTML comment ends inside the hidden block.'
    const opening = { message: 'the block opens here', location: locate(this.#page, { line: openLine, column: 0 }) }
    const hint =
      'Close the fence first. A hidden block cannot contain `-->`: write it in another way, or show the block.'
    this.builder.report({
      code: 'comment-ends-in-block',
      message,
      location: locate(this.#page, { line, column }, 3),
      related: [opening],
      hint,
    })
  }

  #reportIndent(line: number, openLine: number): void {
    const text = this.#lines[line] ?? ''
    const location = locate(this.#page, { line, column: 0 }, text.length - text.trimStart().length)
    const message = 'This line is indented less than the fence that it stands in.'
    const opening = { message: 'the block opens here', location: locate(this.#page, { line: openLine, column: 0 }) }
    this.builder.report({ code: 'bad-indent', message, location, related: [opening] })
  }
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
