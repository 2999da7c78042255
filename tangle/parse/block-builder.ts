import type { Attribute, Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Location, locate } from '../model/location.ts'
import type { BlockHeader, HeaderEntry } from './block-header.ts'
import { checkAttributes } from './check-attributes.ts'
import { type InfoString, parseInfoString } from './info-string.ts'
import { type FenceContent, ReadBlock } from './read-block.ts'
import { normalizeTargetPath } from './target-path.ts'

/** A fence that was found, and not looked into yet. */
export interface RawFence {
  readonly openLine: number
  readonly endLine: number
  readonly closed: boolean
  readonly markerColumn: number
  readonly info: string
  readonly infoColumn: number
  /** The line of the opening fence, from its indent to its end. */
  readonly opening: string
  readonly content: FenceContent
  readonly hidden: boolean
}

/** Reads the header of a block, if it has one. */
export type HeaderReader = (language: string | undefined, text: string) => BlockHeader | undefined

/** Most blocks have none, and can share it: it is not written to. */
const noAttributes = new Map<string, Attribute>()

/** A name of a block, and where it is written. */
interface NamePlace {
  readonly value: string
  readonly location: Location
}

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
    const info = this.info(raw.info)
    const { openLine: line, endLine, hidden, content, markerColumn } = raw
    const fence = locate(this.#page, { line, column: markerColumn }, raw.opening.trimEnd().length - markerColumn)
    const at = (token: { column: number; text: string }) =>
      locate(this.#page, { line, column: raw.infoColumn + token.column }, token.text.length)
    for (const { code, message, hint, ...token } of info.problems) {
      this.report({ code, message, location: at(token), ...(hint !== undefined && { hint }) })
    }
    const header = this.#readHeader(info.language, content.text)
    if ((info.literate || header) && !raw.closed) {
      this.report({ code: 'unclosed-fence', message: 'The block has no closing fence.', location: fence })
    }
    const isBare = info.attributes.length === 0 && header === undefined
    const attributes = isBare ? noAttributes : new Map<string, Attribute>()
    for (const attribute of info.attributes) {
      attributes.set(attribute.key, { key: attribute.key, value: attribute.value, location: at(attribute) })
    }
    let id = info.id && { value: info.id.text, location: at(info.id) }
    if (header) id = this.#addHeader(header, raw, id, attributes)
    if (attributes.size > 0) this.diagnostics.push(...checkAttributes(attributes))
    const file = attributes.get('file')
    const target = file && normalizeTargetPath(file.value)
    const { language } = info
    const classes = header ? [...info.classes, ...header.classes] : info.classes
    const nameLocation = id?.location ?? file?.location ?? fence
    const name = id?.value ?? target
    const facts = {
      page: this.#page,
      index,
      language,
      classes,
      name,
      target,
      attributes,
      fence,
      endLine,
      nameLocation,
      hidden,
    }
    return new ReadBlock(facts, content, header?.length ?? 0)
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
  #addHeader(
    header: BlockHeader,
    raw: RawFence,
    name: NamePlace | undefined,
    attributes: Map<string, Attribute>,
  ): NamePlace | undefined {
    const at = ({ line, column, text }: HeaderEntry) => {
      const start = { line: raw.openLine + 1 + line, column: raw.content.columnOf(line) + column }
      return locate(this.#page, start, text.length)
    }
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
    if (id && name && name.value !== id.value) {
      const message = `The block has two names, ${name.value} and ${id.value}.`
      this.report({ code: 'duplicate-attribute', message, location: at(id) })
    }
    return name ?? (id && { value: id.value, location: at(id) })
  }
}
