import type { Position } from '../../model/location.ts'

/** Where an offset of a text is, by the line ends that a compiler knows. */
export function positionIn(text: string, offset: number): Position {
  const ends = lineEndsOf(text)
  const line = ends.filter((end) => end <= offset).length
  return { line, column: offset - (ends[line - 1] ?? 0) }
}

/** The offset behind the line that an offset is in. */
export function lineEndAfter(text: string, offset: number): number {
  return lineEndsOf(text).find((end) => end > offset) ?? text.length
}

/** Programs are asked about one text many times in a row. */
let last: { readonly text: string; readonly ends: readonly number[] } | undefined

function lineEndsOf(text: string): readonly number[] {
  if (last?.text !== text) {
    const ends = [...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((end) => end.index + end[0].length)
    last = { text, ends }
  }
  return last.ends
}
