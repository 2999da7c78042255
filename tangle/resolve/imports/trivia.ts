import type { Span } from './import-scan.ts'

/** Steps over what a parser does not see: white space and comments. */
export class Trivia {
  readonly #text: string
  readonly #startOf: ReadonlyMap<number, number>
  readonly #endOf: ReadonlyMap<number, number>

  constructor(text: string, comments: readonly Span[]) {
    this.#text = text
    const spans = [...shebangOf(text), ...comments]
    this.#endOf = new Map(spans.map(({ start, end }) => [start, end]))
    this.#startOf = new Map(spans.map(({ start, end }) => [end, start]))
  }

  /** The first offset from `offset` on where there is code; the length of the text where there is none. */
  next(offset: number): number {
    let at = offset
    for (;;) {
      while (at < this.#text.length && isSpace(this.#text.charCodeAt(at))) at++
      const end = this.#endOf.get(at)
      if (end === undefined) return at
      at = end
    }
  }

  /** The offset behind the last code in front of `offset`; 0 where there is none. */
  previous(offset: number): number {
    let at = offset
    for (;;) {
      while (at > 0 && isSpace(this.#text.charCodeAt(at - 1))) at--
      const start = this.#startOf.get(at)
      if (start === undefined) return at
      at = start
    }
  }
}

/** The line that says what runs a program. */
export function shebangOf(text: string): Span[] {
  const [line] = /^\uFEFF?#!.*/.exec(text) ?? []
  return line === undefined ? [] : [{ start: line.indexOf('#'), end: line.length }]
}

const space = /\s/

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && space.test(String.fromCharCode(code)))
}

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The offset of the newline at the end of the line of `offset`, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  return newline === -1 ? text.length : newline
}

export function isBlank(text: string): boolean {
  return text.trim() === ''
}
