import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Page, PageSource } from '../model/page.ts'
import { BlockBuilder } from './block-builder.ts'
import { commentSyntaxOf } from './comment-syntax.ts'
import { scanFences } from './fence-scanner.ts'
import { countLines, unifyLineEnds } from './line-ends.ts'
import { LineFence, markerOf, PageText } from './line-fence.ts'
import { PlainYaml } from './plain-yaml.ts'
import type { RawFence } from './read-block.ts'

/**
 * Reads a page by its lines, which takes a tenth of the time that markdown-it needs. That is possible where a fence
 * stands at the start of its line: such a fence ends whatever list, quote or paragraph is open (CommonMark 0.31, 4.5),
 * and so do a comment of HTML and nothing else that could hide it. `undefined` for a page with anything else that
 * might contain a fence, or be one, and for a page with something to report: then markdown-it decides.
 *
 * With `readPart`, only the part of the page around a fence in a list or a quote is given to markdown-it.
 */
export function scanPage(source: PageSource, readPart?: PartReader): Page | undefined {
  const { path, text } = source
  // Elements are something else there, and so is an indent.
  if (path.endsWith('.mdx')) return undefined
  // CommonMark 2.3 replaces NUL.
  if (text.includes('\0')) return undefined
  const unified = unifyLineEnds(text)
  const start = simpleFrontMatter(unified)
  if (start === undefined) return undefined
  const builder = new BlockBuilder(path, noHeader)
  const hasFence = text.includes('```') || text.includes('~~~')
  const page = new PageText(unified)
  const fences = hasFence ? new PageScanner(page, builder, readPart).scan(start) : []
  if (fences === undefined || fences.some((fence) => mayHaveHeader(fence, builder))) return undefined
  const blocks = fences.map((fence, index) => builder.build(fence, index))
  return new ScannedPage(source, page, blocks, builder.diagnostics)
}

/** The fences in a part of a page, their lines counted from its first one; `undefined` if they need the whole page. */
export type PartReader = (text: string) => readonly RawFence[] | undefined

/** A page that is cut in lines when somebody asks for them. */
class ScannedPage implements Page {
  readonly path: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly diagnostics: readonly Diagnostic[]
  readonly #page: PageText

  constructor(source: PageSource, page: PageText, blocks: readonly Block[], diagnostics: readonly Diagnostic[]) {
    this.path = source.path
    this.text = source.text
    this.blocks = blocks
    this.diagnostics = diagnostics
    this.#page = page
  }

  get lines(): readonly string[] {
    return this.#page.lines
  }
}

/** A line with which something could begin that matters, in whatever list or quote it stands. */
const beginning = /^[\s>*+\-\d.)]*(?:`{3}|~{3}|<[a-z!?/])/i

/** HTML that goes on behind an empty line, as no other element does (CommonMark 0.31, 4.6, kinds 1 and 3 to 5). */
const longHtml = /^(?:(?!\n)[\s>*+\-\d.)])*<(?:!|\?|\/?(?:script|pre|style|textarea)(?:[\s>]|$))/im

/**
 * Behind it, no list, quote, paragraph or element is open: an empty line in front of a heading, a paragraph or a fence
 * that begins with its line.
 */
const boundary = /\n[ \t]*\n(?=[^\s>\-+*\d<`~=_|]|~{3}|`{3}[^`\n]*(?:\n|$))/g

class PageScanner {
  readonly #page: PageText
  readonly #text: string
  readonly #isLiterate: (info: string) => boolean
  readonly #readPart: PartReader | undefined
  readonly #fences: RawFence[] = []
  /** Where the current line starts. */
  #at = 0
  /** Where no list, quote or paragraph was open last. */
  #outside = 0
  readonly #counted = { offset: 0, line: 0 }

  constructor(page: PageText, builder: BlockBuilder, readPart: PartReader | undefined) {
    this.#page = page
    this.#readPart = readPart
    this.#text = page.text
    this.#isLiterate = (info) => builder.info(info).literate
  }

  /** From behind the front matter; `undefined` if lines alone do not tell. */
  scan(start: number): RawFence[] | undefined {
    this.#at = start
    this.#outside = start
    const marks = /`{3}|~{3}|</g
    for (;;) {
      marks.lastIndex = this.#at
      // Where the mark ends is enough to know its line.
      if (!marks.test(this.#text)) return this.#fences
      this.#at = this.#lineStart(marks.lastIndex - 1)
      // A letter or anything behind it in ASCII begins a paragraph, but for the two marks of fences.
      const first = this.#text.charCodeAt(this.#at)
      const isFence = first === backtick || first === tilde
      const line = isFence || first <= 64 ? this.#current() : ''
      if (!beginning.test(line)) this.#next()
      else if (!(isFence ? this.#readFence(line) : this.#readHtml(line))) return undefined
    }
  }

  /** Counted from the one that was asked for before, which is nearer than the start of the page. */
  #lineAt(offset: number): number {
    this.#counted.line += countLines(this.#text.slice(this.#counted.offset, offset)) - 1
    this.#counted.offset = offset
    return this.#counted.line
  }

  #lineStart(offset: number): number {
    return offset === 0 ? 0 : this.#text.lastIndexOf('\n', offset - 1) + 1
  }

  #next(): void {
    this.#at = Math.min(this.#lineEnd(this.#at) + 1, this.#text.length)
  }

  #current(): string {
    return this.#text.slice(this.#at, this.#lineEnd(this.#at))
  }

  #readFence(opening: string): boolean {
    const marker = markerOf(opening, 0)
    const info = opening.slice(marker.length)
    const start = this.#at
    this.#next()
    // Code in a line of text.
    if (marker[0] === '`' && info.includes('`')) return true
    const content = this.#at
    const closing = this.#findClosing(marker)
    if (closing === undefined) return false
    // It may be a stray one.
    if (marker === '```' && info.trim() === '' && /```|~~~/.test(this.#text.slice(content, closing))) return false
    this.#fences.push(new LineFence(this.#page, start, content, closing, false))
    this.#at = closing
    this.#next()
    this.#outside = this.#at
    return true
  }

  /** Where the line starts that closes a fence. */
  #findClosing(marker: string): number | undefined {
    for (let found = this.#at; ; found++) {
      found = this.#text.indexOf(marker, found)
      if (found === -1) return undefined
      const begin = this.#lineStart(found)
      if (this.#isClosing(begin, found, marker)) return begin
      found = this.#lineEnd(found)
    }
  }

  /** Up to three spaces, the mark, as long as one likes, and white space (CommonMark 0.31, 4.5). */
  #isClosing(begin: number, found: number, marker: string): boolean {
    if (!/^ {0,3}$/.test(this.#text.slice(begin, found))) return false
    let at = found + marker.length
    while (this.#text.charCodeAt(at) === marker.charCodeAt(0)) at++
    return /^[ \t]*$/.test(this.#text.slice(at, this.#lineEnd(at)))
  }

  #lineEnd(offset: number): number {
    const newline = this.#text.indexOf('\n', offset)
    return newline === -1 ? this.#text.length : newline
  }

  /** Something that begins with `<`, or with what a list or a quote begins with. */
  #readHtml(line: string): boolean {
    if (line.startsWith('<!--')) return this.#readComment()
    if (!line.includes('<') || /^[\s>*+\-\d.)]*[`~]/.test(line)) return this.#readAround()
    // Up to the next empty line this may be HTML or not, in a list or not: all the same if nothing begins in there.
    for (; this.#at < this.#text.length; this.#next()) {
      const inside = this.#current()
      if (inside.trim() === '') return true
      if (longHtml.test(inside) || /^[\s>*+\-\d.)]*(?:`{3}|~{3})/.test(inside)) return false
    }
    return true
  }

  /** From the last place to the next one where everything is closed. */
  #readAround(): boolean {
    if (!this.#readPart) return false
    boundary.lastIndex = Math.max(0, this.#outside - 1)
    let start = this.#outside
    let end = this.#text.length
    while (end === this.#text.length && boundary.test(this.#text)) {
      if (boundary.lastIndex <= this.#at) start = boundary.lastIndex
      else end = boundary.lastIndex
    }
    const part = this.#text.slice(start, end)
    const fences = longHtml.test(part) ? undefined : this.#readPart(part)
    if (!fences) return false
    const first = this.#lineAt(start)
    for (const fence of fences)
      this.#fences.push({ ...fence, openLine: first + fence.openLine, endLine: first + fence.endLine })
    this.#at = end
    this.#outside = end
    return true
  }

  /** A comment at the start of a line ends with the line in which it is closed (CommonMark 0.31, 4.6, kind 2). */
  #readComment(): boolean {
    const start = this.#at
    const lines: string[] = []
    for (let isOpen = true; isOpen; this.#next()) {
      if (this.#at >= this.#text.length) return false
      const line = this.#current()
      lines.push(line)
      isOpen = !line.includes('-->')
    }
    const { fences, strays } = scanFences(lines, 0, lines.length, this.#isLiterate)
    if (strays.length > 0) return false
    for (const { openLine, closeLine, prefix, badIndentLine } of fences) {
      // One that is indented takes more than its place to be known.
      if (closeLine === undefined || badIndentLine !== undefined || prefix !== '') return false
      const offsetOf = (line: number) => lines.slice(0, line).reduce((offset, { length }) => offset + length + 1, start)
      this.#fences.push(
        new LineFence(this.#page, offsetOf(openLine), offsetOf(openLine + 1), offsetOf(closeLine), true),
      )
    }
    this.#outside = this.#at
    return true
  }
}

const backtick = 96
const tilde = 126

/** The offset behind the front matter; `undefined` if it takes a reader of YAML to know it. */
function simpleFrontMatter(text: string): number | undefined {
  if (!text.startsWith('---')) return 0
  const lines = new PlainYaml()
  for (let offset = 0, isFirst = true; offset < text.length; isFirst = false) {
    const end = text.indexOf('\n', offset)
    const line = text.slice(offset, end === -1 ? undefined : end)
    offset = end === -1 ? text.length : end + 1
    if (isFirst ? !/^---\s*$/.test(line) : !/^---\s*$/.test(line) && !lines.accept(line)) return undefined
    if (!isFirst && line.startsWith('---')) return offset
  }
  return undefined
}

function noHeader(): undefined {
  return undefined
}

function mayHaveHeader(fence: RawFence, builder: BlockBuilder): boolean {
  const head = fence instanceof LineFence ? fence.head : (fence.content ?? '')
  // A bar is at the beginning, if at all.
  if (!head.slice(0, 8).includes('|')) return false
  const { language } = builder.info(fence.info)
  const syntax = language === undefined ? undefined : commentSyntaxOf(language)
  return syntax !== undefined && head.startsWith(`${syntax.open}|`)
}
