import type { Attribute, Block, BlockLine, BlockPiece, PlainText } from '../model/block.ts'
import { type Location, locate } from '../model/location.ts'
import { type CutText, cutPieces } from './cut-pieces.ts'
import type { InfoString, InfoToken } from './info-string.ts'
import { matchEscape, matchReference } from './reference.ts'
import { normalizeTargetPath } from './target-path.ts'

/** The content of a fence: lines, each with the column of the page where it starts. */
export interface FenceContent {
  /** The lines, joined by newlines, without the indents and quote marks around the block. */
  readonly text: string
  readonly lineCount: number
  /** The column of a line, counted from the first one. */
  columnOf(index: number): number
}

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
  readonly classes: readonly string[]
  readonly name: string | undefined
  readonly target: string | undefined
  readonly endLine: number
  readonly hidden: boolean
  readonly #raw: RawFence
  readonly #info: InfoString
  readonly #header: HeaderFacts | undefined
  #fence: Location | undefined
  #attributes: ReadonlyMap<string, Attribute> | undefined
  #content: PlainText | undefined
  #cut: CutText | undefined
  #all: readonly BlockLine[] | undefined
  #lines: readonly BlockLine[] | undefined

  constructor(page: string, index: number, raw: RawFence, info: InfoString, header: HeaderFacts | undefined) {
    this.page = page
    this.index = index
    this.language = info.language
    this.classes = header ? header.classes : info.classes
    this.endLine = raw.endLine
    this.hidden = raw.hidden
    this.#raw = raw
    this.#info = info
    this.#header = header
    const file = header ? header.attributes.get('file') : info.attributes.find(({ key }) => key === 'file')
    this.target = file && normalizeTargetPath(file.value)
    this.name = (header ? header.id?.value : info.id?.text) ?? this.target
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

  get content(): PlainText {
    this.#content ??= this.#withoutHeader()
    return this.#content
  }

  get pieces(): readonly BlockPiece[] {
    return this.#pieces().pieces
  }

  get hasLookalike(): boolean {
    return this.#pieces().hasLookalike
  }

  get lines(): readonly BlockLine[] {
    this.#lines ??= this.#read().slice(this.#header?.length ?? 0)
    return this.#lines
  }

  get header(): readonly BlockLine[] {
    return this.#read().slice(0, this.#header?.length ?? 0)
  }

  #withoutHeader(): PlainText {
    const { content } = this.#raw
    const length = this.#header?.length ?? 0
    if (length === 0) return content
    return { text: content.text.split('\n').slice(length).join('\n'), lineCount: content.lineCount - length }
  }

  #pieces(): CutText {
    this.#cut ??= cutPieces(this.content)
    return this.#cut
  }

  #read(): readonly BlockLine[] {
    const { openLine, content } = this.#raw
    const { text, lineCount } = content
    const first = openLine + 1
    this.#all ??=
      lineCount === 0 ? [] : text.split('\n').map((line, at) => this.#readLine(line, first + at, content.columnOf(at)))
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
      return [key, { key, value, location: tokenLocation(page, raw, attribute) }]
    }),
  )
}
