import type { Attribute, Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'
import { type BlockHeader, type HeaderEntry, readBlockHeader } from './block-header.ts'
import { checkAttributes } from './check-attributes.ts'
import { type InfoString, type ParsePageOptions, parseInfoString } from './info-string.ts'
import { fenceLocation, type RawFence, tokenLocation } from './raw-fence.ts'
import { type BlockFacts, type NamePlace, ReadBlock } from './read-block.ts'

/** Makes blocks of the fences of one page, and collects what is wrong with them. */
export class BlockBuilder {
  readonly diagnostics: Diagnostic[] = []
  readonly #page: string
  readonly #options: ParsePageOptions

  constructor(page: string, options: ParsePageOptions = {}) {
    this.#page = page
    this.#options = options
  }

  build(raw: RawFence, index: number): Block {
    const info = parseInfoString(raw.info, this.#options)
    this.#reportProblems(info, raw)
    const header = readBlockHeader(info.language, raw.content)
    if (!raw.closed && (info.literate || header)) {
      const location = fenceLocation(this.#page, raw)
      this.#report({ code: 'unclosed-fence', message: 'The block has no closing fence.', location })
    }
    const facts = this.#readInfo(info, raw)
    const block = new ReadBlock(this.#page, index, raw, header ? this.#addHeader(header, raw, facts) : facts)
    this.diagnostics.push(...checkAttributes(block.attributes))
    return block
  }

  #reportProblems({ problems }: InfoString, raw: RawFence): void {
    for (const { code, message, hint, ...token } of problems) {
      const location = tokenLocation(this.#page, raw, token)
      this.#report({ code, message, location, ...(hint !== undefined && { hint }) })
    }
  }

  #report(diagnostic: Omit<Diagnostic, 'severity'>): void {
    this.diagnostics.push({ severity: 'error', ...diagnostic })
  }

  #readInfo({ language, id, classes, attributes }: InfoString, raw: RawFence): BlockFacts {
    const placed = new Map<string, Attribute>()
    for (const attribute of attributes) {
      const { key, value, isBare } = attribute
      const location = tokenLocation(this.#page, raw, attribute)
      placed.set(key, { key, value, location, ...(isBare && { isBare }) })
    }
    const name = id && { value: id.text, location: tokenLocation(this.#page, raw, id) }
    return { language, id: name, classes, attributes: placed, headerLength: 0 }
  }

  /** Takes over what a header says. Where the fence says something else, nobody can tell which one is meant. */
  #addHeader(header: BlockHeader, raw: RawFence, facts: BlockFacts): BlockFacts {
    const at = ({ line, column, text }: HeaderEntry) => {
      const start = { line: raw.openLine + 1 + line, column: (raw.columns?.[line] ?? 0) + column }
      return locate(this.#page, start, text.length)
    }
    const attributes = new Map<string, Attribute>(facts.attributes)
    for (const entry of header.attributes) {
      const { key, value } = entry
      const earlier = attributes.get(key)
      if (!earlier) attributes.set(key, { key, value, location: at(entry) })
      else if (earlier.value !== value) {
        const message = `\`${key}\` is given twice with different values: the fence says ${earlier.value}.`
        this.#report({ code: 'duplicate-attribute', message, location: at(entry) })
      }
    }
    const id: NamePlace | undefined = header.id && { value: header.id.value, location: at(header.id) }
    if (id && facts.id && facts.id.value !== id.value) {
      const message = `The block has two names, ${facts.id.value} and ${id.value}.`
      this.#report({ code: 'duplicate-attribute', message, location: id.location })
    }
    return {
      language: facts.language,
      id: facts.id ?? id,
      classes: [...facts.classes, ...header.classes],
      attributes,
      headerLength: header.length,
    }
  }
}
