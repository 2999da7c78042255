import { structuredPatch } from 'diff'

/** How many lines of a difference are shown. */
const shownLines = 40

/** Beyond so many changed lines, looking for the shortest difference takes long, and nobody would read it. */
const comparedEdits = 1000

/** What `tangle` would change (12.9), as the hunks of a patch. */
export function describeDifference(before: string, after: string): string {
  const patch = structuredPatch('', '', before, after, '', '', { context: 1, maxEditLength: comparedEdits })
  if (!patch) return 'Too much is different to be shown here: `tangle --dry-run` shows it.'
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ])
  if (lines.length <= shownLines) return lines.join('\n')
  const more = lines.length - shownLines
  return [...lines.slice(0, shownLines), `… ${more} more lines, which \`tangle --dry-run\` shows`].join('\n')
}

/** What is said of two texts of which {@link isSameButSpace} holds. */
export const onlySpace = 'File and page differ in white space alone.'

/** Whether two texts differ in white space alone. */
export function isSameButSpace(before: string, after: string): boolean {
  return before !== after && before.replace(/\s+/g, '') === after.replace(/\s+/g, '')
}
