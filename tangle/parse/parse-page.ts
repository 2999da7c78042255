import MarkdownIt from 'markdown-it'
import type { Attribute, Block, BlockLine } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Location, locate } from '../model/location.ts'
import type { Page, PageSource } from '../model/page.ts'
import { type BlockHeader, type HeaderEntry, readBlockHeader } from './block-header.ts'
import { checkAttributes } from './check-attributes.ts'
import { scanFences, startsLiterateBlock } from './fence-scanner.ts'
import { readFrontMatter } from './front-matter.ts'
import { type InfoString, parseInfoString } from './info-string.ts'
import { matchEscape, matchReference } from './reference.ts'
import { normalizeTargetPath } from './target-path.ts'

/** A page that needs more than this many lines read again is not worth guessing at. */
const maximumStrays = 20

/** Block structure only: text in a paragraph is none of a tangler's business. */
const markdown = new MarkdownIt({ html: true })
markdown.core.ruler.enableOnly(['normalize', 'block'])
// Definitions of links hide nothing that could be a fence, and reading them is what costs on hostile pages.
markdown.block.ruler.disable('reference')

interface RawFence {
  readonly openLine: number
  readonly endLine: number
  readonly closed: boolean
  readonly markerColumn: number
  readonly info: string
  readonly infoColumn: number
  readonly content: readonly BlockLine[]
  readonly hidden: boolean
}

/** A name of a block, and where it is written. */
interface NamePlace {
  readonly value: string
  readonly location: Location
}

/**
 * Reads the fenced blocks of a page. markdown-it decides what is a block, so that what the site shows as one is what is
 * tangled; a line reader opens HTML comments. Never throws for what a page contains.
 */
export function parsePage(source: PageSource): Page {
  const lines = source.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const { length, namespace } = readFrontMatter(lines)
  const parser = new PageParser(source.path, lines, length)
  const blocks = /`{3}|~{3}/.test(source.text) ? parser.parse() : []
  return { ...source, lines, ...(namespace !== undefined && { namespace }), blocks, diagnostics: parser.diagnostics }
}

class PageParser {
  readonly diagnostics: Diagnostic[] = []
  readonly #page: string
  readonly #lines: readonly string[]
  readonly #frontMatterLength: number
  readonly #infos = new Map<string, InfoString>()

  constructor(page: string, lines: readonly string[], frontMatterLength: number) {
    this.#page = page
    this.#lines = lines
    this.#frontMatterLength = frontMatterLength
  }

  parse(): Block[] {
    const fences = this.#readFences().sort((a, b) => a.openLine - b.openLine)
    return fences.map((fence, index) => this.#toBlock(fence, index))
  }

  /** Reads the page again without a stray fence, until there is none left that hides a block. */
  #readFences(): RawFence[] {
    const text = [...this.#lines]
    text.fill('', 0, this.#frontMatterLength)
    for (let round = 0; ; round++) {
      const { fences, stray, scanned } = this.#readOnce(text)
      if (stray === undefined || round === maximumStrays) {
        for (const line of scanned) this.#reportStray(line)
        return fences
      }
      this.#reportStray(stray)
      text[stray] = (text[stray] ?? '').replace('```', '   ')
    }
  }

  #readOnce(text: readonly string[]): { fences: RawFence[]; stray: number | undefined; scanned: number[] } {
    const fences: RawFence[] = []
    const scanned: number[] = []
    for (const token of markdown.parse(text.join('\n'), {})) {
      if (!token.map) continue
      const [start, end] = token.map
      if (token.type === 'fence') {
        const content = this.#contentLines(token.content, start + 1)
        const bare = token.markup === '```' && token.info.trim() === ''
        if (bare && content.some((line) => startsLiterateBlock(line.text, (info) => this.#info(info).literate))) {
          return { fences: [], stray: start, scanned: [] }
        }
        fences.push(this.#fromToken(token.markup, token.info, start, end, content))
      } else if (token.type === 'html_block') {
        scanned.push(...this.#readHtml(token.content, start, end, fences))
      } else if (token.type === 'code_block')
        this.#reportUnread(start, end, 'is indented by four columns, so it is code, not a fence')
    }
    return { fences, stray: undefined, scanned }
  }

  /** The lines of a fence, each with the column where its text starts: behind indents, quote marks and list markers. */
  #contentLines(content: string, firstLine: number): BlockLine[] {
    const texts = content.split('\n')
    // Without a closing fence the last line may lack its line end.
    if (texts.at(-1) === '') texts.pop()
    return texts.map((text, offset) => {
      const line = firstLine + offset
      const whole = this.#lines[line] ?? ''
      // CommonMark 2.3 has markdown-it replace NUL; a target gets what the page says.
      const isSuffix = whole.replaceAll('\0', '\uFFFD').endsWith(text)
      // A tab that is part indent and part content comes out as spaces: then only the rest is in the page.
      const column = whole.length - (isSuffix ? text : text.trimStart()).length
      return this.#blockLine(isSuffix ? whole.slice(column) : text, line, Math.max(0, column))
    })
  }

  #blockLine(text: string, line: number, column: number): BlockLine {
    const position = { line, column }
    const match = matchReference(text)
    if (match) {
      const start = { line, column: column + match.indent.length }
      const location = locate(this.#page, start, match.name.length + 4)
      return { text, position, reference: { ...match, location } }
    }
    const escapeColumn = matchEscape(text)
    return { text, position, ...(escapeColumn !== undefined && { escapeColumn }) }
  }

  #fromToken(markup: string, info: string, start: number, end: number, content: readonly BlockLine[]): RawFence {
    const opening = this.#lines[start] ?? ''
    const infoColumn = info === '' ? opening.length : opening.lastIndexOf(info.trimEnd())
    const markerColumn = Math.max(0, opening.lastIndexOf(markup, infoColumn))
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
      content,
      hidden: false,
    }
  }

  /** Opens the comments of a block of HTML. Markdown knows no fence in there, so the line reader does the work. */
  #readHtml(content: string, start: number, end: number, fences: RawFence[]): number[] {
    const isComment = /^\s*<!--/.test(content)
    if (!isComment) {
      this.#reportUnread(start, end, 'stands in a block of HTML: an empty line in front of it makes it Markdown again')
      return []
    }
    const { fences: found, strays } = scanFences(this.#lines, start, end, (info) => this.#info(info).literate)
    for (const fence of found) {
      const closed = fence.closeLine !== undefined
      const endLine = fence.closeLine ?? end
      if (!closed && this.#info(fence.info).literate) this.#reportCommentEnd(fence.openLine, end)
      if (fence.badIndentLine !== undefined && this.#info(fence.info).literate)
        this.#reportIndent(fence.badIndentLine, fence.openLine)
      const lines: BlockLine[] = []
      for (let line = fence.openLine + 1; line < endLine; line++) {
        const whole = this.#lines[line] ?? ''
        const column = whole.startsWith(fence.prefix)
          ? fence.prefix.length
          : whole.length - whole.replace(/^[\s>]+/, '').length
        lines.push(this.#blockLine(whole.slice(column), line, column))
      }
      const { openLine, info, infoColumn } = fence
      // The end of the comment has been reported; a second diagnostic would say the same.
      fences.push({
        openLine,
        endLine,
        closed: true,
        markerColumn: fence.prefix.length,
        info,
        infoColumn,
        content: lines,
        hidden: true,
      })
    }
    return [...strays]
  }

  #toBlock(raw: RawFence, index: number): Block {
    const info = this.#info(raw.info)
    const line = raw.openLine
    const opening = this.#lines[line] ?? ''
    const fence = locate(this.#page, { line, column: raw.markerColumn }, opening.trimEnd().length - raw.markerColumn)
    const at = (token: { column: number; text: string }) =>
      locate(this.#page, { line, column: raw.infoColumn + token.column }, token.text.length)
    for (const { code, message, hint, ...token } of info.problems) {
      this.#report({ code, message, location: at(token), ...(hint !== undefined && { hint }) })
    }
    const header = readBlockHeader(
      info.language,
      raw.content.map(({ text }) => text),
    )
    if ((info.literate || header) && !raw.closed) {
      this.#report({ code: 'unclosed-fence', message: 'The block has no closing fence.', location: fence })
    }
    const attributes = new Map<string, Attribute>()
    for (const attribute of info.attributes) {
      attributes.set(attribute.key, { key: attribute.key, value: attribute.value, location: at(attribute) })
    }
    let name = info.id && { value: info.id.text, location: at(info.id) }
    if (header) name = this.#addHeader(header, raw, name, attributes)
    for (const diagnostic of checkAttributes(attributes)) this.#report(diagnostic)
    const file = attributes.get('file')
    const target = file && normalizeTargetPath(file.value)
    const headerLength = header?.length ?? 0
    return {
      ...{ page: this.#page, index, language: info.language, classes: [...info.classes, ...(header?.classes ?? [])] },
      ...{ name: name?.value ?? target, target, attributes },
      ...{ lines: raw.content.slice(headerLength), header: raw.content.slice(0, headerLength) },
      ...{ fence, endLine: raw.endLine, nameLocation: name?.location ?? file?.location ?? fence, hidden: raw.hidden },
    }
  }

  /** Takes over what a header says. Where the fence says something else, nobody can tell which one is meant. */
  #addHeader(
    header: BlockHeader,
    raw: RawFence,
    name: NamePlace | undefined,
    attributes: Map<string, Attribute>,
  ): NamePlace | undefined {
    const at = ({ line, column, text }: HeaderEntry) => {
      const { position } = raw.content[line]!
      return locate(this.#page, { line: position.line, column: position.column + column }, text.length)
    }
    for (const entry of header.attributes) {
      const { key, value } = entry
      const earlier = attributes.get(key)
      if (!earlier) attributes.set(key, { key, value, location: at(entry) })
      else if (earlier.value !== value) {
        const message = `\`${key}\` is given twice with different values: the fence says ${earlier.value}.`
        this.#report({ code: 'duplicate-attribute', message, location: at(entry) })
      }
    }
    const { id } = header
    if (id && name && name.value !== id.value) {
      const message = `The block has two names, ${name.value} and ${id.value}.`
      this.#report({ code: 'duplicate-attribute', message, location: at(id) })
    }
    return name ?? (id && { value: id.value, location: at(id) })
  }

  #info(text: string): InfoString {
    const known = this.#infos.get(text)
    if (known) return known
    const info = parseInfoString(text)
    this.#infos.set(text, info)
    return info
  }

  /** A block that its author surely meant, in a place where Markdown sees none. */
  #reportUnread(start: number, end: number, why: string): void {
    for (let line = start; line < end; line++) {
      const text = this.#lines[line] ?? ''
      if (!startsLiterateBlock(text, (info) => this.#info(info).literate)) continue
      const column = text.search(/[`~]/)
      const location = locate(this.#page, { line, column }, text.trimEnd().length - column)
      this.#report({
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
    this.#report({
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
    this.#report({
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
    this.#report({ code: 'bad-indent', message, location, related: [opening] })
  }

  #report(diagnostic: Omit<Diagnostic, 'severity'> & { severity?: Diagnostic['severity'] }): void {
    this.diagnostics.push({ severity: 'error', ...diagnostic })
  }
}
