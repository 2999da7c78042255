import type { BlockLine, BlockPiece } from '../model/block.ts'
import { locate, type Position } from '../model/location.ts'
import { countLines } from './line-ends.ts'
import { matchEscape, matchReference } from './reference.ts'

/** How references are written: each line of a block is asked. */
export interface ReferenceSyntax {
  matchReference(line: string): { readonly indent: string; readonly name: string } | undefined
  /** The column of a backslash that keeps a line from being a reference. */
  matchEscape(line: string): number | undefined
}

/** The content of a block, and where it stands. */
export interface PlacedContent {
  readonly page: string
  /** `undefined` if there is none. */
  readonly content: string | undefined
  /** Where a line of the content starts in the page. */
  placeOf(line: number): Position
}

export interface CutText {
  readonly pieces: readonly BlockPiece[]
  /** There is a `<<` that belongs to no reference. */
  readonly hasLookalike: boolean
}

/** Cuts the content of a block at its references, and takes the backslash from what would be one (12.6). */
export function cutPieces(block: PlacedContent, syntax: ReferenceSyntax = { matchReference, matchEscape }): CutText {
  const { page, content } = block
  const pieces: BlockPiece[] = []
  let hasLookalike = false
  if (content === undefined) return { pieces, hasLookalike }
  // Where the lines begin that are in no piece yet, and which line is the first of them.
  let [start, at] = [0, 0]
  const push = (end: number) => {
    if (end <= start) return
    const text = content.slice(start, end - 1)
    const count = countLines(text)
    pieces.push({ at, count, text })
    at += count
  }
  for (let found = content.indexOf('<<'); found !== -1; ) {
    const begin = content.lastIndexOf('\n', found) + 1
    const newline = content.indexOf('\n', found)
    const end = newline === -1 ? content.length : newline
    const line = content.slice(begin, end)
    const match = syntax.matchReference(line)
    const escapeColumn = match ? undefined : syntax.matchEscape(line)
    if (match) {
      push(begin)
      const { name, indent } = match
      const place = block.placeOf(at)
      const location = locate(page, { line: place.line, column: place.column + indent.length }, name.length + 4)
      pieces.push({ at, reference: { name, indent, location }, length: line.length })
    } else if (escapeColumn !== undefined) {
      push(begin)
      pieces.push({ at, count: 1, text: line.slice(0, escapeColumn) + line.slice(escapeColumn + 1), escapeColumn })
    } else hasLookalike = true
    if (match || escapeColumn !== undefined) {
      at++
      start = end + 1
    }
    found = content.indexOf('<<', end)
  }
  push(content.length + 1)
  return { pieces, hasLookalike }
}

/** The lines of a block with the place of everything in them. */
export function placeLines(block: PlacedContent, pieces: readonly BlockPiece[]): BlockLine[] {
  if (block.content === undefined) return []
  const lines = block.content.split('\n').map((text, at): BlockLine => ({ text, position: block.placeOf(at) }))
  for (const piece of pieces) {
    const line = lines[piece.at]
    if (!line) continue
    if ('reference' in piece) lines[piece.at] = { ...line, reference: piece.reference }
    else if (piece.escapeColumn !== undefined) lines[piece.at] = { ...line, escapeColumn: piece.escapeColumn }
  }
  return lines
}
