import type { Origin, TargetLine } from '../../model/origin-map.ts'
import { TextLines } from '../../parse/text-lines.ts'
import { concatLines, sliceLine } from '../target-text.ts'
import type { Span } from './import-scan.ts'

/** A new text, and the offsets in the old one that it stands for. */
export interface NewText {
  readonly text: string
  readonly from: readonly number[]
}

/** A part of a text that was rearranged: a stretch of the old one, or something new. */
export type Piece = Span | NewText

export function isNew(piece: Piece): piece is NewText {
  return 'text' in piece
}

export function create(text: string, ...from: readonly number[]): NewText {
  return { text, from }
}

export function joinPieces(text: string, pieces: readonly Piece[]): string {
  return pieces.map((piece) => (isNew(piece) ? piece.text : text.slice(piece.start, piece.end))).join('')
}

/** Finds the places of offsets of a text, by the lines that it was made of. */
export class PlacedText {
  readonly #lines: readonly TargetLine[]
  readonly #offsets: TextLines

  constructor(lines: readonly TargetLine[]) {
    this.#lines = lines
    this.#offsets = new TextLines(lines.map(({ text }) => text).join('\n'))
  }

  originAt(offset: number): Origin | undefined {
    const { line, column } = this.#offsets.positionAt(offset)
    return this.#slice(line, column).segments[0]?.origin
  }

  /** The lines of a text that was put together from pieces of this one. */
  place(pieces: readonly Piece[]): TargetLine[] {
    const lines: TargetLine[] = []
    let open: TargetLine | undefined
    const add = (part: TargetLine, isEnded: boolean) => {
      if (open === undefined) open = part
      else if (part.text !== '') open = concatLines(open, part)
      if (!isEnded) return
      lines.push(open)
      open = undefined
    }
    for (const piece of pieces) {
      if (!isNew(piece)) this.#placeStretch(piece, add)
      else {
        const texts = piece.text.split('\n')
        texts.forEach((text, at) => {
          const isEnded = at < texts.length - 1
          if (isEnded || text !== '') add(this.#placeNew(text, piece.from), isEnded)
        })
      }
    }
    if (open !== undefined) lines.push(open)
    return lines
  }

  #placeStretch({ start, end }: Span, add: (part: TargetLine, isEnded: boolean) => void): void {
    if (start === end) return
    const from = this.#offsets.positionAt(start)
    const to = this.#offsets.positionAt(end)
    for (let line = from.line; line < to.line; line++)
      add(this.#slice(line, line === from.line ? from.column : 0), true)
    const column = from.line === to.line ? from.column : 0
    if (column < to.column) add(this.#slice(to.line, column, to.column), false)
  }

  #placeNew(text: string, from: readonly number[]): TargetLine {
    const [origin, ...also] = from.flatMap((offset) => this.originAt(offset) ?? [])
    if (text === '' || !origin) return { text, segments: [] }
    return { text, segments: [{ column: 0, origin: also.length > 0 ? { ...origin, also } : origin }] }
  }

  #slice(line: number, start: number, end?: number): TargetLine {
    const whole = this.#lines[line] ?? { text: '', segments: [] }
    return start === 0 && end === undefined ? whole : sliceLine(whole, start, end)
  }
}
