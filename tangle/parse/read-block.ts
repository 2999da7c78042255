import type { Attribute, Block, BlockLine, PlainText } from '../model/block.ts'
import { type Location, locate } from '../model/location.ts'
import { matchEscape, matchReference } from './reference.ts'

/** The content of a fence: lines, each with the column of the page where it starts. */
export interface FenceContent {
  /** The lines, joined by newlines, without the indents and quote marks around the block. */
  readonly text: string
  readonly lineCount: number
  /** The column of a line, counted from the first one. */
  columnOf(index: number): number
}

interface BlockFacts extends Omit<Block, 'lines' | 'header' | 'plain'> {}

/** A block whose lines are cut and looked at when somebody asks for them: most blocks go into targets as they are. */
export class ReadBlock implements Block {
  readonly page: string
  readonly index: number
  readonly language: string | undefined
  readonly classes: readonly string[]
  readonly name: string | undefined
  readonly target: string | undefined
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly fence: Location
  readonly endLine: number
  readonly nameLocation: Location
  readonly hidden: boolean
  readonly plain?: PlainText
  readonly #content: FenceContent
  readonly #headerLength: number
  #all: readonly BlockLine[] | undefined
  #lines: readonly BlockLine[] | undefined

  constructor(facts: BlockFacts, content: FenceContent, headerLength: number) {
    this.page = facts.page
    this.index = facts.index
    this.language = facts.language
    this.classes = facts.classes
    this.name = facts.name
    this.target = facts.target
    this.attributes = facts.attributes
    this.fence = facts.fence
    this.endLine = facts.endLine
    this.nameLocation = facts.nameLocation
    this.hidden = facts.hidden
    if (headerLength === 0 && !content.text.includes('<<')) this.plain = content
    this.#content = content
    this.#headerLength = headerLength
  }

  get lines(): readonly BlockLine[] {
    this.#lines ??= this.#headerLength === 0 ? this.#read() : this.#read().slice(this.#headerLength)
    return this.#lines
  }

  get header(): readonly BlockLine[] {
    return this.#headerLength === 0 ? [] : this.#read().slice(0, this.#headerLength)
  }

  #read(): readonly BlockLine[] {
    const { text, lineCount, columnOf } = this.#content
    const first = this.fence.start.line + 1
    this.#all ??=
      lineCount === 0 ? [] : text.split('\n').map((line, at) => this.#readLine(line, first + at, columnOf(at)))
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
