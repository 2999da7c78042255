import { diffArrays } from 'diff'

/** A line of two texts: in both, only in the first, or only in the second. */
export interface ComparedLine {
  readonly mark: 'same' | 'gone' | 'new'
  readonly text: string
}

/** More differences than this are not worth the time to find them, nor to read them. */
const maximumDifferences = 1000

/** The lines of two texts side by side, as a diff shows them. `undefined` if they have too little in common. */
export function compareLines(before: string, after: string): readonly ComparedLine[] | undefined {
  const parts = diffArrays(toLines(before), toLines(after), { maxEditLength: maximumDifferences })
  return parts?.flatMap(({ value, added, removed }) => {
    const mark = added ? 'new' : removed ? 'gone' : 'same'
    return value.map((text) => ({ mark, text }) as const)
  })
}

/**
 * For each line of the second text the number of the same line in the first, both 1-based; `undefined` for a line that is
 * not in it.
 */
export function mapLines(before: string, after: string): readonly (number | undefined)[] {
  const compared = compareLines(before, after)
  const lines: (number | undefined)[] = []
  let line = 0
  for (const { mark } of compared ?? []) {
    if (mark !== 'new') line++
    if (mark !== 'gone') lines.push(mark === 'same' ? line : undefined)
  }
  return lines
}

/** A text without lines has none, and the end of the last line begins no further one. */
function toLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
