import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import { findRemovedLines } from '../../snippets/notation.ts'
import type { ShownText } from '../client/run/runnable-example.ts'

/** What VitePress reads in a comment at the end of a line, and does not show. */
const mark = /\s*(?:\/\/|\/\*|\{\/\*)\s*\[!code [^\]]*\]\s*(?:\*\/\}?)?\s*$/

/**
 * The text of a plain block as its page shows it, and as the button of the page copies it: nothing of what makes a program
 * of it, and no line that the page strikes out.
 *
 * @param target The program that the block is.
 */
export function readShownText(target: Target, block: Block): ShownText {
  const lineInProgram = new Map<number, number>()
  target.lines.forEach(({ segments }, at) => {
    const origin = segments[0]?.origin
    if (origin?.block === block) lineInProgram.set(origin.position.line, at + 1)
  })
  const removed = findRemovedLines(block.lines.map(({ text }) => text))
  const shown = block.lines.flatMap(({ text, position }, at) => {
    const line = lineInProgram.get(position.line)
    const code = text.replace(mark, '')
    const isMark = code !== text && code.trim() === ''
    return line === undefined || removed.has(at) || isMark ? [] : [{ code, line }]
  })
  return { text: shown.map(({ code }) => code).join('\n'), lines: shown.map(({ line }) => line) }
}
