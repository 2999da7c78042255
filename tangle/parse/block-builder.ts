import type { Attribute, Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'
import type { BlockHeader, HeaderEntry } from './block-header.ts'
import { checkAttributes, isChecked } from './check-attributes.ts'
import { type InfoString, parseInfoString } from './info-string.ts'
import {
  fenceLocation,
  type HeaderFacts,
  type NamePlace,
  type RawFence,
  ReadBlock,
  readAttributes,
  tokenLocation,
} from './read-block.ts'

/** Reads the header of a block, if it has one. */
export type HeaderReader = (language: string | undefined, fence: RawFence) => BlockHeader | undefined

/** Makes blocks of the fences of one page, and collects what is wrong with them. */
export class BlockBuilder {
  readonly diagnostics: Diagnostic[] = []
  readonly #page: string
  readonly #readHeader: HeaderReader
  readonly #infos = new Map<string, InfoString>()

  constructor(page: string, readHeader: HeaderReader) {
    this.#page = page
    this.#readHeader = readHeader
  }

  build(raw: RawFence, index: number): Block {
    const info = parseInfoString(raw.info)
    if (info.problems.length > 0) this.#reportProblems(info, raw)
    const header = this.#readHeader(info.language, raw)
    if (!raw.closed && (info.literate || header)) {
      const location = fenceLocation(this.#page, raw)
      this.report({ code: 'unclosed-fence', message: 'The block has no closing fence.', location })
    }
    const block = new ReadBlock(this.#page, index, raw, info, header && this.#addHeader(header, raw, info))
    if (header || info.attributes.some(isChecked)) this.diagnostics.push(...checkAttributes(block.attributes))
    return block
  }

  #reportProblems({ problems }: InfoString, raw: RawFence): void {
    for (const { code, message, hint, ...token } of problems) {
      const location = tokenLocation(this.#page, raw, token)
      this.report({ code, message, location, ...(hint !== undefined && { hint }) })
    }
  }

  /** What an info string says; each is read once. */
  info(text: string): InfoString {
    const known = this.#infos.get(text)
    if (known) return known
    const info = parseInfoString(text)
    this.#infos.set(text, info)
    return info
  }

  report(diagnostic: Omit<Diagnostic, 'severity'> & { severity?: Diagnostic['severity'] }): void {
    this.diagnostics.push({ severity: 'error', ...diagnostic })
  }

  /** Takes over what a header says. Where the fence says something else, nobody can tell which one is meant. */
  #addHeader(header: BlockHeader, raw: RawFence, info: InfoString): HeaderFacts {
    const at = ({ line, column, text }: HeaderEntry) => {
      const start = { line: raw.openLine + 1 + line, column: raw.columnOf(line) + column }
      return locate(this.#page, start, text.length)
    }
    const attributes = new Map<string, Attribute>(readAttributes(this.#page, raw, info))
    for (const entry of header.attributes) {
      const { key, value } = entry
      const earlier = attributes.get(key)
      if (!earlier) attributes.set(key, { key, value, location: at(entry) })
      else if (earlier.value !== value) {
        const message = `\`${key}\` is given twice with different values: the fence says ${earlier.value}.`
        this.report({ code: 'duplicate-attribute', message, location: at(entry) })
      }
    }
    const { id } = header
    if (id && info.id && info.id.text !== id.value) {
      const message = `The block has two names, ${info.id.text} and ${id.value}.`
      this.report({ code: 'duplicate-attribute', message, location: at(id) })
    }
    const outer: NamePlace | undefined = info.id && {
      value: info.id.text,
      location: tokenLocation(this.#page, raw, info.id),
    }
    return {
      id: outer ?? (id && { value: id.value, location: at(id) }),
      classes: [...info.classes, ...header.classes],
      attributes,
      length: header.length,
    }
  }
}
