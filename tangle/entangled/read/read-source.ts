import type { BlockLine } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { PageSource } from '../../model/page.ts'
import type { EntangledConfig } from '../config/config.ts'
import { basicMarkers } from '../config/markers.ts'
import type { EntangledBlock, EntangledPage } from '../model/entangled-block.ts'
import { namespaceOf } from '../model/names.ts'
import { isBlank, trimEnd } from '../python/text.ts'
import { BlockReader } from './block-reader.ts'
import { readFrontMatter } from './front-matter.ts'
import { LongerFences, PlainFences, reportUnreadFence } from './unread-fences.ts'

/**
 * Reads a source as Entangled does: line by line, an ignored region, a block or text, whichever fits first (syntax
 * specification, 2 and 3). Markdown structure counts for nothing. Never throws for what a source contains.
 */
export function readSource(source: PageSource, config: EntangledConfig): EntangledPage {
  return new SourceReader(source, config).read()
}

class SourceReader {
  readonly #source: PageSource
  /** With the byte order mark, which hides a block on line 1 (2.4). */
  readonly #lines: readonly string[]
  readonly #config: EntangledConfig
  readonly #blockReader: BlockReader
  readonly #blocks: EntangledBlock[] = []
  readonly #diagnostics: Diagnostic[]
  readonly #longerFences = new LongerFences()
  readonly #plainFences = new PlainFences()
  readonly #start: number
  #inComment = false

  constructor(source: PageSource, config: EntangledConfig) {
    this.#source = source
    this.#lines = source.text.split(/\r\n|\n|\r/)
    const frontMatter = readFrontMatter(source.path, this.#lines, config)
    this.#start = frontMatter.length
    this.#config = frontMatter.config
    this.#diagnostics = [...frontMatter.diagnostics]
    this.#blockReader = new BlockReader(source.path, this.#config, (diagnostic) => this.#diagnostics.push(diagnostic))
  }

  read(): EntangledPage {
    for (let line = this.#start; line < this.#lines.length; ) line = this.#readAt(line)
    const lines = this.#source.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
    const { path, text } = this.#source
    const namespace = namespaceOf(path, this.#config)
    return {
      ...{ path, text, lines, blocks: this.#blocks, diagnostics: this.#diagnostics, config: this.#config },
      ...(namespace.length > 0 && { namespace: namespace.join('::') }),
    }
  }

  /** Reads what starts at a line. Returns the line behind it. */
  #readAt(line: number): number {
    const text = trimEnd(this.#lines[line] ?? '')
    const { markers } = this.#config
    if (markers.beginIgnore.test(text)) {
      const end = this.#lines.findIndex((other, at) => at > line && markers.endIgnore.test(trimEnd(other)))
      if (end !== -1) return end + 1
      this.#reportUnclosed(line, 'The region that is not read has no end.', 'Close it with a line of three tildes.')
      return this.#lines.length
    }
    const open = markers.open.exec(text)
    if (open) return this.#readBlock(line, open)
    this.#readText(line, text)
    return line + 1
  }

  #readBlock(openLine: number, open: RegExpExecArray): number {
    const { indent = '', properties = '' } = open.groups ?? {}
    const endLine = this.#findClose(openLine, indent)
    const text = trimEnd(this.#lines[openLine] ?? '')
    const fence = locate(this.#source.path, { line: openLine, column: indent.length }, text.length - indent.length)
    const block = this.#blockReader.read({
      index: this.#blocks.length,
      properties,
      propertiesColumn: open.indices?.groups?.properties?.[0] ?? indent.length,
      inBraces: text.includes('{'),
      fence,
      content: this.#readContent(openLine, endLine, indent),
      endLine,
      hidden: this.#inComment,
    })
    this.#blocks.push(block)
    this.#reportFenceLength(block, properties)
    this.#reportStray(block)
    return endLine + 1
  }

  /** The line that closes a block, or the one behind the last if nothing does. */
  #findClose(openLine: number, indent: string): number {
    for (let line = openLine + 1; line < this.#lines.length; line++) {
      const close = this.#config.markers.close.exec(trimEnd(this.#lines[line] ?? ''))
      if (!close) continue
      const { indent: closeIndent = '' } = close.groups ?? {}
      if (closeIndent.length < indent.length) {
        this.#reportIndent(line, openLine, 'This fence closes a block that is indented more.')
        return line
      }
      if (closeIndent === indent) return line
    }
    const hint = 'Close it with three backticks, indented as much as the opening.'
    this.#reportUnclosed(openLine, 'The block has no closing fence.', hint)
    return this.#lines.length
  }

  /** The lines between the fences without the indent of the fences (3.5). */
  #readContent(openLine: number, endLine: number, indent: string): BlockLine[] {
    const content: BlockLine[] = []
    let reported = false
    for (let line = openLine + 1; line < endLine; line++) {
      const whole = this.#lines[line] ?? ''
      const isIndented = whole.startsWith(indent)
      if (!isIndented && !isBlank(whole) && !reported) {
        this.#reportIndent(line, openLine, 'This line does not start with the indent of the fence that it stands in.')
        reported = true
      }
      const column = isIndented ? indent.length : 0
      content.push({ text: whole.slice(column), position: { line, column } })
    }
    return content
  }

  #readText(line: number, text: string): void {
    for (let rest = text; rest !== ''; ) {
      const at = rest.indexOf(this.#inComment ? '-->' : '<!--')
      if (at === -1) break
      rest = rest.slice(at + 3)
      this.#inComment = !this.#inComment
    }
    this.#longerFences.pass(text)
    if (!this.#longerFences.isOpen) this.#plainFences.pass(line, text)
    const unread = reportUnreadFence(this.#source.path, line, text)
    if (unread) this.#diagnostics.push(unread)
  }

  /** Markdown shows a block as text if a fence above it is not closed; Entangled reads it all the same. */
  #reportStray(block: EntangledBlock): void {
    const line = this.#plainFences.meetBlock()
    if (line === undefined || this.#longerFences.isOpen || block.name === undefined) return
    const text = this.#lines[line] ?? ''
    const column = text.length - text.trimStart().length
    const related = [{ message: 'this block is read all the same', location: block.fence }]
    this.#diagnostics.push({
      code: 'stray-fence',
      severity: 'warning',
      message: 'This fence is not closed before the next block: Markdown shows that block as part of it.',
      location: locate(this.#source.path, { line, column }, text.trim().length),
      related,
      hint: 'Remove it, or close it.',
    })
  }

  #reportFenceLength(block: EntangledBlock, properties: string): void {
    const { fence: location } = block
    if (this.#config.markers.open === basicMarkers.open && properties.startsWith('`')) {
      this.#diagnostics.push({
        code: 'stray-fence',
        severity: 'warning',
        message:
          'In the basic style a longer fence opens a block as well, and the next line of three backticks ends it.',
        location,
        hint: 'Put it between lines of `~~~markdown` and `~~~`, where nothing is read.',
      })
    } else if (this.#longerFences.isOpen && block.name !== undefined) {
      this.#diagnostics.push({
        code: 'stray-fence',
        severity: 'warning',
        message: 'This block stands inside another fence; Entangled reads it, so it is tangled.',
        location,
        hint: 'Put it between lines of `~~~markdown` and `~~~`, where nothing is read.',
      })
    }
  }

  #reportUnclosed(line: number, message: string, hint: string): void {
    const text = this.#lines[line] ?? ''
    const column = text.length - text.trimStart().length
    const location = locate(this.#source.path, { line, column }, text.trim().length)
    this.#diagnostics.push({ code: 'unclosed-fence', severity: 'error', message, location, hint })
  }

  #reportIndent(line: number, openLine: number, message: string): void {
    const text = this.#lines[line] ?? ''
    const location = locate(this.#source.path, { line, column: 0 }, text.length - text.trimStart().length)
    const opening = locate(this.#source.path, { line: openLine, column: 0 })
    const related = [{ message: 'the block opens here', location: opening }]
    this.#diagnostics.push({ code: 'bad-indent', severity: 'error', message, location, related })
  }
}
