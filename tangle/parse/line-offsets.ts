/** Turns offsets of a joined text into lines and columns. */
export class LineOffsets {
  readonly #starts: number[] = []

  constructor(lines: readonly string[]) {
    let offset = 0
    for (const line of lines) {
      this.#starts.push(offset)
      offset += line.length + 1
    }
  }

  positionAt(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low, column: offset - (this.#starts[low] ?? 0) }
  }
}
