import type { Attribute, Block, BlockLine, BlockPiece } from '../model/block.ts'
import type { Location, Position } from '../model/location.ts'
import { type CutText, cutPieces, placeLines } from './cut-pieces.ts'
import { fenceLocation, type RawFence } from './raw-fence.ts'
import { normalizeTargetPath } from './target-path.ts'

/** A name of a block, and where it is written. */
export interface NamePlace {
  readonly value: string
  readonly location: Location
}

/** What the info string and the header of a block say together. */
export interface BlockFacts {
  readonly language: string | undefined
  readonly id: NamePlace | undefined
  readonly classes: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
  /** Leading lines that the header takes. */
  readonly headerLength: number
}

/** A block of a page. Its pieces, and its lines with their places, are made when somebody asks for them. */
export class ReadBlock implements Block {
  readonly page: string
  readonly index: number
  readonly language: string | undefined
  readonly classes: readonly string[]
  readonly name: string | undefined
  readonly target: string | undefined
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly content: string | undefined
  readonly fence: Location
  readonly endLine: number
  readonly nameLocation: Location
  readonly hidden: boolean
  readonly #raw: RawFence
  readonly #headerLength: number
  #cut: CutText | undefined
  #lines: readonly BlockLine[] | undefined

  constructor(page: string, index: number, raw: RawFence, facts: BlockFacts) {
    const { language, id, classes, attributes, headerLength } = facts
    const file = attributes.get('file')
    this.page = page
    this.index = index
    this.language = language
    this.classes = classes
    this.target = file && normalizeTargetPath(file.value)
    this.name = id?.value ?? this.target
    this.attributes = attributes
    this.content = headerLength === 0 ? raw.content : withoutLines(raw.content, headerLength)
    this.fence = fenceLocation(page, raw)
    this.endLine = raw.endLine
    this.nameLocation = id?.location ?? file?.location ?? this.fence
    this.hidden = raw.hidden
    this.#raw = raw
    this.#headerLength = headerLength
  }

  get pieces(): readonly BlockPiece[] {
    this.#cut ??= cutPieces(this)
    return this.#cut.pieces
  }

  get hasLookalike(): boolean {
    this.#cut ??= cutPieces(this)
    return this.#cut.hasLookalike
  }

  get lines(): readonly BlockLine[] {
    this.#lines ??= placeLines(this, this.pieces)
    return this.#lines
  }

  get header(): readonly BlockLine[] {
    const lines = this.#headerLength === 0 ? [] : (this.#raw.content?.split('\n') ?? [])
    return lines
      .slice(0, this.#headerLength)
      .map((text, at) => ({ text, position: this.placeOf(at - this.#headerLength) }))
  }

  placeOf(line: number): Position {
    const at = line + this.#headerLength
    return { line: this.#raw.openLine + 1 + at, column: this.#raw.columns?.[at] ?? 0 }
  }
}

function withoutLines(content: string | undefined, count: number): string | undefined {
  const lines = content?.split('\n').slice(count) ?? []
  return lines.length === 0 ? undefined : lines.join('\n')
}
