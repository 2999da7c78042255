import { type Location, locate } from '../model/location.ts'
import type { InfoToken } from './info-string.ts'

/** A fence that was found, and not looked into yet. */
export interface RawFence {
  readonly openLine: number
  /** The line of the closing fence, or the one behind the content if there is none. */
  readonly endLine: number
  readonly closed: boolean
  /** Where the backticks start. */
  readonly markerColumn: number
  readonly info: string
  readonly infoColumn: number
  /** The line of the opening fence, from its indent to its end. */
  readonly opening: string
  /** The lines, joined by newlines, without the indents and quote marks around the block; `undefined` if there are none. */
  readonly content: string | undefined
  /** The column of the page in which each line of the content starts; `undefined` where all start with their line. */
  readonly columns: readonly number[] | undefined
  readonly hidden: boolean
}

/** The opening line of a fence. */
export function fenceLocation(page: string, { openLine: line, markerColumn: column, opening }: RawFence): Location {
  return locate(page, { line, column }, opening.trimEnd().length - column)
}

/** Where a piece of the info string of a fence stands. */
export function tokenLocation(page: string, { openLine: line, infoColumn }: RawFence, token: InfoToken): Location {
  return locate(page, { line, column: infoColumn + token.column }, token.text.length)
}
