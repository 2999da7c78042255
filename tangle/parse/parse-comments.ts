import type { Page, PageSource } from '../model/page.ts'
import { BlockBuilder } from './block-builder.ts'
import { readCommentFences } from './comment-fences.ts'
import { unifyLineEnds } from './line-ends.ts'
import type { RawFence } from './raw-fence.ts'
import { TextLines } from './text-lines.ts'

/** Lines of a text that hold blocks, up to `to` and without it. */
export interface LineRange {
  readonly from: number
  readonly to: number
  /** The first line opens a block, and all others are its code; else there are fences in it. */
  readonly isCode: boolean
}

/**
 * Reads the blocks in some lines of a file that is no Markdown, such as a comment: fences may stand at any indent, and
 * nothing else is looked at.
 *
 * @param lines What the lines of the file are to be called; default those of the text.
 */
export function parseLineRanges(source: PageSource, lines: readonly string[], ranges: readonly LineRange[]): Page {
  const text = new TextLines(unifyLineEnds(source.text))
  const fences = ranges.flatMap(({ from, to, isCode }): RawFence[] =>
    isCode ? [wholeRange(text, from, to)] : readCommentFences(text, from, to, () => false).fences.map(shown),
  )
  const builder = new BlockBuilder(source.path)
  const blocks = fences.map((fence, index) => builder.build(fence, index))
  return { ...source, lines, blocks, diagnostics: [] }
}

function shown(fence: RawFence): RawFence {
  return { ...fence, hidden: false }
}

function wholeRange(text: TextLines, openLine: number, endLine: number): RawFence {
  const opening = text.line(openLine)
  const column = opening.length - opening.trimStart().length
  const body = text.join(openLine + 1, endLine).split('\n')
  const indents = body.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents)
  const columns = body.map((line) => Math.min(indent, line.length))
  return {
    ...{ openLine, endLine, opening, columns },
    ...{ closed: true, hidden: false, markerColumn: column, info: 'ts', infoColumn: opening.length },
    content: body.map((line, at) => line.slice(columns[at])).join('\n'),
  }
}
