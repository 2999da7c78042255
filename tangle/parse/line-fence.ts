import { splitLines } from './line-ends.ts'
import { LineOffsets } from './line-offsets.ts'
import type { RawFence } from './read-block.ts'

/** The text of a page with unified line ends, which is cut in lines when somebody asks for them. */
export class PageText {
  readonly text: string
  #lines: readonly string[] | undefined
  #offsets: LineOffsets | undefined

  constructor(text: string) {
    this.text = text
  }

  get lines(): readonly string[] {
    this.#lines ??= splitLines(this.text)
    return this.#lines
  }

  /** The line that an offset is in. */
  lineAt(offset: number): number {
    this.#offsets ??= new LineOffsets(this.lines)
    return this.#offsets.positionAt(offset).line
  }
}

/** A closed fence at the start of a line. No more is kept of it than where it stands: mostly nobody asks for the rest. */
export class LineFence implements RawFence {
  readonly #page: PageText
  readonly #opening: number
  readonly #content: number
  readonly #closing: number
  readonly hidden: boolean

  /** The offsets where its opening line begins, the line behind that, and its closing line. */
  constructor(page: PageText, opening: number, content: number, closing: number, hidden: boolean) {
    this.#page = page
    this.#opening = opening
    this.#content = content
    this.#closing = closing
    this.hidden = hidden
  }

  get closed(): boolean {
    return true
  }

  get openLine(): number {
    return this.#page.lineAt(this.#opening)
  }

  get endLine(): number {
    return this.#page.lineAt(this.#closing)
  }

  get opening(): string {
    return this.#page.text.slice(this.#opening, this.#content - 1)
  }

  get info(): string {
    const { text } = this.#page
    return text.slice(this.#opening + markerOf(text, this.#opening).length, this.#content - 1)
  }

  get infoColumn(): number {
    return this.#columns().infoColumn
  }

  get markerColumn(): number {
    return this.#columns().markerColumn
  }

  get content(): string | undefined {
    return this.#closing === this.#content ? undefined : this.#page.text.slice(this.#content, this.#closing - 1)
  }

  /** The first few characters of the content. */
  get head(): string {
    return this.#page.text.slice(this.#content, Math.min(this.#content + 8, this.#closing))
  }

  columnOf(): number {
    return 0
  }

  #columns(): OpeningColumns {
    const { opening, info } = this
    return openingColumns(opening, markerOf(opening, 0), info)
  }
}

export interface OpeningColumns {
  readonly markerColumn: number
  readonly infoColumn: number
}

/** Where the parts of an opening line stand. */
export function openingColumns(opening: string, marker: string, info: string): OpeningColumns {
  const infoColumn = info === '' ? opening.length : opening.lastIndexOf(info.trimEnd())
  return { infoColumn, markerColumn: Math.max(0, opening.lastIndexOf(marker, infoColumn)) }
}

/** The mark that stands at an offset, in its whole length. */
export function markerOf(text: string, offset: number): string {
  let end = offset + 3
  while (text.charCodeAt(end) === text.charCodeAt(offset)) end++
  return text.slice(offset, end)
}
