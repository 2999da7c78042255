import { visibleLine } from './visible-text.ts'

/** A point in a text. Both numbers are 0-based here and 1-based wherever a person reads them. */
export interface Position {
  /** Counted from 0. */
  readonly line: number
  /** Counted from 0, in code units of JavaScript strings. */
  readonly column: number
}

/** A point or a range in a file. `file` is relative to the project root, with `/`. */
export interface Location {
  /** The file, relative to the project root, with `/`. */
  readonly file: string
  /** The first column that belongs to it. */
  readonly start: Position
  /** Exclusive. Without it the location is a point. */
  readonly end?: Position
}

/** The range of `length` columns that starts at `start`. */
export function locate(file: string, start: Position, length = 0): Location {
  return { file, start, end: { line: start.line, column: start.column + length } }
}

/** `docs/a.md:3:1`, 1-based, as editors and terminals understand it. */
export function formatLocation(location: Location): string {
  return `${visibleLine(location.file)}:${location.start.line + 1}:${location.start.column + 1}`
}
