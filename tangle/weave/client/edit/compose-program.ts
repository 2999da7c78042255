import type { RunnableExample } from '../run/runnable-example.ts'
import { compareLines } from './compare-lines.ts'

/** A line of a composed program. Numbers are 1-based. */
export interface ComposedLine {
  readonly text: string
  /** The line of the reader's text that it is. */
  readonly edited: number | undefined
  /** The line of the page's program that it is. */
  readonly original: number | undefined
}

/**
 * The program that a reader's text is. What the reader does not see stays around it: earlier blocks that the block goes on
 * from, and what makes a module of it. A line that is as on the page runs as in the page's program.
 */
export function composeProgram(
  { source, shown }: Pick<RunnableExample, 'source' | 'shown'>,
  edited: string,
): ComposedLine[] {
  if (!shown) return edited.split('\n').map((text, at) => ({ text, edited: at + 1, original: undefined }))
  const sourceLines = source.replace(/\n$/, '').split('\n')
  const composed: ComposedLine[] = []
  let next = 1
  let editedLine = 0
  let shownLine = 0
  const takeHidden = (end = sourceLines.length + 1) => {
    for (; next < end; next++) composed.push({ text: sourceLines[next - 1] ?? '', edited: undefined, original: next })
  }
  takeHidden(shown.lines[0])
  for (const { mark, text } of compareAll(shown.text, edited)) {
    if (mark === 'new') composed.push({ text, edited: ++editedLine, original: undefined })
    else {
      const original = shown.lines[shownLine++] ?? 0
      if (mark === 'same') {
        composed.push({ text: sourceLines[original - 1] ?? '', edited: ++editedLine, original })
      }
      next = original + 1
      // Behind the last line, what the reader adds comes first.
      if (shownLine < shown.lines.length) takeHidden(shown.lines[shownLine])
    }
  }
  takeHidden()
  return composed
}

/** Texts that have too little in common share no line. */
function compareAll(before: string, after: string) {
  const all = (text: string, mark: 'gone' | 'new') => text.split('\n').map((line) => ({ mark, text: line }))
  return compareLines(before, after) ?? [...all(before, 'gone'), ...all(after, 'new')]
}
