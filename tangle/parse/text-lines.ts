import type { Position } from '../model/location.ts'

/** A text with unified line ends, and where its lines start. */
export class TextLines {
  readonly text: string
  readonly #starts = [0]
  #lines: readonly string[] | undefined

  constructor(text: string) {
    this.text = text
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) this.#starts.push(end + 1)
  }

  /** All lines, which are cut when somebody asks for them. */
  get lines(): readonly string[] {
    this.#lines ??= this.text.split('\n')
    return this.#lines
  }

  /** One line; empty behind the last one. */
  line(at: number): string {
    return this.join(at, at + 1)
  }

  /** Some lines, up to `end` and without it, joined by newlines. */
  join(start: number, end: number): string {
    return this.text.slice(this.#startOf(start), this.#startOf(end) - 1)
  }

  /** The line and column of an offset. */
  positionAt(offset: number): Position {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low, column: offset - (this.#starts[low] ?? 0) }
  }

  #startOf(line: number): number {
    return this.#starts[line] ?? this.text.length + 1
  }
}
