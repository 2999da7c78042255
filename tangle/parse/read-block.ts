import type { Attribute, Block, BlockLine, BlockPiece } from '../model/block.ts'
import { type Location, locate } from '../model/location.ts'
import { type CutText, cutPieces } from './cut-pieces.ts'
import { type InfoString, type InfoToken, parseInfoString } from './info-string.ts'
import { matchEscape, matchReference } from './reference.ts'
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
  /** The lines, joined by newlines, without the indents and quote marks around the block; `undefined` if there are none. */
  readonly content: string | undefined
  readonly hidden: boolean
  /** The column of the page in which a line of the content starts; they are counted from 0. */
  columnOf(index: number): number
}

/** A name of a block, and where it is written. */
export interface NamePlace {
  readonly value: string
  readonly location: Location
}

/** What the info string and the header of a block say together. */
export interface HeaderFacts {
  readonly id: NamePlace | undefined
  readonly classes: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
  /** Leading lines that the header takes. */
  readonly length: number
}

/** Most blocks have none, and share this. */
const noAttributes: ReadonlyMap<string, Attribute> = new Map()

/**
 * A block of which a page is read no further than to know what it is called. Its lines, and the places of everything in
 * it, are found when somebody asks for them: most blocks go into targets as they are.
 */
export class ReadBlock implements Block {
  readonly page: string
  readonly index: number
  readonly language: string | undefined
  readonly name: string | undefined
  readonly target: string | undefined
  readonly hidden: boolean
  readonly #raw: RawFence
  readonly #header: HeaderFacts | undefined
  /** Of most blocks nobody asks for more than their name. */
  readonly #keptInfo: InfoString | undefined
  #fence: Location | undefined
  #attributes: ReadonlyMap<string, Attribute> | undefined
  /** `whole` if there is nothing to cut, as in nearly all. */
  #cut: CutText | 'whole' | undefined
  #all: readonly BlockLine[] | undefined
  #lines: readonly BlockLine[] | undefined

  constructor(page: string, index: number, raw: RawFence, info: InfoString, header: HeaderFacts | undefined) {
    this.page = page
    this.index = index
    this.language = info.language
    this.hidden = raw.hidden
    this.#raw = raw
    this.#header = header
    if (info.attributes.length > 0) this.#keptInfo = info
    const file = header ? header.attributes.get('file') : info.attributes.find(({ key }) => key === 'file')
    this.target = file && normalizeTargetPath(file.value)
    this.name = (header ? header.id?.value : info.id?.text) ?? this.target
  }

  get classes(): readonly string[] {
    return this.#header?.classes ?? this.#info.classes
  }

  get endLine(): number {
    return this.#raw.endLine
  }

  get fence(): Location {
    this.#fence ??= fenceLocation(this.page, this.#raw)
    return this.#fence
  }

  get attributes(): ReadonlyMap<string, Attribute> {
    this.#attributes ??= this.#header?.attributes ?? readAttributes(this.page, this.#raw, this.#info)
    return this.#attributes
  }

  get nameLocation(): Location {
    const { id } = this.#info
    const named = this.#header ? this.#header.id?.location : id && tokenLocation(this.page, this.#raw, id)
    return named ?? this.attributes.get('file')?.location ?? this.fence
  }

  get content(): string | undefined {
    const { content } = this.#raw
    const length = this.#header?.length ?? 0
    if (content === undefined || length === 0) return content
    const lines = content.split('\n').slice(length)
    return lines.length === 0 ? undefined : lines.join('\n')
  }

  get pieces(): readonly BlockPiece[] {
    if (this.#cut === undefined) this.#cutPieces()
    if (this.#cut !== 'whole') return this.#cut?.pieces ?? []
    // Most blocks are asked once: nothing is kept of what is made in no time.
    const { content } = this
    return content === undefined ? [] : [{ text: content }]
  }

  get hasLookalike(): boolean {
    if (this.#cut === undefined) this.#cutPieces()
    return this.#cut !== 'whole' && this.#cut?.hasLookalike === true
  }

  get lines(): readonly BlockLine[] {
    this.#lines ??= this.#read().slice(this.#header?.length ?? 0)
    return this.#lines
  }

  get header(): readonly BlockLine[] {
    return this.#read().slice(0, this.#header?.length ?? 0)
  }

  get #info(): InfoString {
    return this.#keptInfo ?? parseInfoString(this.#raw.info)
  }

  #cutPieces(): void {
    const { content } = this
    this.#cut = content?.includes('<<') ? cutPieces(content) : 'whole'
  }

  #read(): readonly BlockLine[] {
    const { openLine, content } = this.#raw
    this.#all ??=
      content === undefined
        ? []
        : content.split('\n').map((line, at) => this.#readLine(line, openLine + 1 + at, this.#raw.columnOf(at)))
    return this.#all
  }

  #readLine(text: string, line: number, column: number): BlockLine {
    const position = { line, column }
    const match = matchReference(text)
    if (match) {
      const start = { line, column: column + match.indent.length }
      const location = locate(this.page, start, match.name.length + 4)
      return { text, position, reference: { ...match, location } }
    }
    const escapeColumn = matchEscape(text)
    return { text, position, ...(escapeColumn !== undefined && { escapeColumn }) }
  }
}

/** The opening line of a fence. */
export function fenceLocation(page: string, { openLine: line, markerColumn: column, opening }: RawFence): Location {
  return locate(page, { line, column }, opening.trimEnd().length - column)
}

/** Where a piece of the info string of a fence stands. */
export function tokenLocation(page: string, { openLine: line, infoColumn }: RawFence, token: InfoToken): Location {
  return locate(page, { line, column: infoColumn + token.column }, token.text.length)
}

/** The attributes of the info string of a fence. */
export function readAttributes(
  page: string,
  raw: RawFence,
  { attributes }: InfoString,
): ReadonlyMap<string, Attribute> {
  if (attributes.length === 0) return noAttributes
  return new Map(
    attributes.map((attribute) => {
      const { key, value } = attribute
      return [
        key,
        {
          key,
          value,
          // Many are asked for their value, and few for their place.
          get location() {
            return tokenLocation(page, raw, attribute)
          },
        },
      ]
    }),
  )
}
