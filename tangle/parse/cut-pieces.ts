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

export interface CutText {
  readonly pieces: readonly BlockPiece[]
  /** There is a `<<` that belongs to no reference. */
  readonly hasLookalike: boolean
}

/** Cuts the content of a block at its references, and takes the backslash from what would be one (12.6). */
export function cutPieces(
  content: string | undefined,
  syntax: ReferenceSyntax = { matchReference, matchEscape },
): CutText {
  const pieces: BlockPiece[] = []
  let hasLookalike = false
  if (content === undefined) return { pieces, hasLookalike }
  // Where the lines begin that are in no piece yet, and which line is the first of them.
  let [start, at] = [0, 0]
  const push = (end: number) => {
    if (end <= start) return
    const text = content.slice(start, end - 1)
    pieces.push({ at, text })
    at += countLines(text)
  }
  for (let found = content.indexOf('<<'); found !== -1; ) {
    const begin = content.lastIndexOf('\n', found) + 1
    const newline = content.indexOf('\n', found)
    const end = newline === -1 ? content.length : newline
    const line = content.slice(begin, end)
    const match = syntax.matchReference(line)
    const escapeColumn = match ? undefined : syntax.matchEscape(line)
    if (match || escapeColumn !== undefined) {
      push(begin)
      if (match) pieces.push({ at, reference: match.name, indent: match.indent, length: line.length })
      else pieces.push({ at, text: withoutCharacter(line, escapeColumn ?? 0), escapeColumn: escapeColumn ?? 0 })
      at++
      start = end + 1
    } else hasLookalike = true
    found = content.indexOf('<<', end)
  }
  push(content.length + 1)
  return { pieces, hasLookalike }
}

/** The lines of a block with the place of everything in them. `placeOf` says where a line starts. */
export function placeLines(
  page: string,
  content: string | undefined,
  pieces: readonly BlockPiece[],
  placeOf: (line: number) => Position,
): BlockLine[] {
  if (content === undefined) return []
  const lines = content.split('\n').map((text, at): BlockLine => ({ text, position: placeOf(at) }))
  for (const piece of pieces) {
    const line = lines[piece.at]
    if (!line) continue
    if ('reference' in piece) {
      const { reference: name, indent } = piece
      const start = { line: line.position.line, column: line.position.column + indent.length }
      lines[piece.at] = { ...line, reference: { name, indent, location: locate(page, start, name.length + 4) } }
    } else if (piece.escapeColumn !== undefined) lines[piece.at] = { ...line, escapeColumn: piece.escapeColumn }
  }
  return lines
}

function withoutCharacter(line: string, column: number): string {
  return line.slice(0, column) + line.slice(column + 1)
}
