import type { BlockLine, BlockPiece } from '../model/block.ts'
import { matchEscape, matchReference } from './reference.ts'

export interface CutText {
  readonly pieces: readonly BlockPiece[]
  /** There is a `<<` that belongs to no reference. */
  readonly hasLookalike: boolean
}

/** Cuts the lines of a block at its references, and takes the backslash from what would be one (12.6). */
export function cutPieces(text: string | undefined): CutText {
  if (text === undefined) return { pieces: [], hasLookalike: false }
  const pieces: BlockPiece[] = []
  let hasLookalike = false
  // Where the lines begin that are in no piece yet.
  let start = 0
  const push = (end: number) => {
    if (end > start) pieces.push({ text: text.slice(start, end - 1) })
  }
  for (let found = text.indexOf('<<'); found !== -1; ) {
    const begin = text.lastIndexOf('\n', found) + 1
    const newline = text.indexOf('\n', found)
    const end = newline === -1 ? text.length : newline
    const line = text.slice(begin, end)
    const match = matchReference(line)
    const escapeAt = match ? undefined : matchEscape(line)
    if (match || escapeAt !== undefined) {
      push(begin)
      if (match) pieces.push({ reference: match.name, indent: match.indent, length: line.length })
      else pieces.push({ text: line.slice(0, escapeAt) + line.slice((escapeAt ?? 0) + 1) })
      start = end + 1
    } else hasLookalike = true
    found = text.indexOf('<<', end)
  }
  push(text.length + 1)
  return { pieces, hasLookalike }
}

/** The same, of lines that were read already. */
export function piecesOfLines(lines: readonly BlockLine[]): CutText & { readonly content: string | undefined } {
  const pieces: BlockPiece[] = []
  let plain: string[] = []
  const push = () => {
    if (plain.length > 0) pieces.push({ text: plain.join('\n') })
    plain = []
  }
  for (const { text, reference } of lines) {
    if (reference) {
      push()
      pieces.push({ reference: reference.name, indent: reference.indent, length: text.length })
    } else plain.push(text)
  }
  push()
  const hasLookalike = lines.some(({ text, reference }) => !reference && text.includes('<<'))
  const content = lines.length === 0 ? undefined : lines.map(({ text }) => text).join('\n')
  return { content, pieces, hasLookalike }
}
