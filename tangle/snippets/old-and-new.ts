import type { Page } from '../model/page.ts'

/** Words by which a page opens a part that shows what was before, at the start of a comment or a heading. */
const before =
  /^(?:before|old\b|previous(?:ly)?|deprecated|legacy|until|instead of|change this|replace this|from this|current api|with .{0,40}\bcurrent api|(?:in |with )?v?\d+(?:\.[\dx]+)*\s*(?:\(old\)|:)?$)/iu
/** Words by which it opens one that shows what is now. */
const now =
  /^(?:after|new\b|now\b|to this|with this|current\b|use (?:this|instead)|becomes|good\b|correct\b|(?:in |with )?v?\d+(?:\.[\dx]+)*\s*(?:\(new\)|:)?$|with .{0,40}\bnew)/iu

export function opensOld(words: string): boolean {
  return before.test(words.trim())
}

export function opensNew(words: string): boolean {
  return now.test(words.trim())
}

/**
 * Tells the blocks of a page that show what was before: they stand under a heading that says so, or begin with such a
 * comment, and further below another one shows what is now.
 */
export function findOldBlocks({ lines, blocks }: Page, headings: readonly number[]): (fenceLine: number) => boolean {
  const titles = headings.map((line) => ({ line, words: (lines[line] ?? '').replace(/^#+\s*|[*_`]/g, '') }))
  const comments = blocks.map(({ fence, lines: [first] }) => ({
    line: fence.start.line,
    words: /^\s*\/\/\s*(.*)$/.exec(first?.text ?? '')?.[1] ?? '',
  }))
  const isOpened = (marks: typeof titles, at: number): boolean =>
    opensOld(marks[at]?.words ?? '') && marks.slice(at + 1).some(({ words }) => opensNew(words) && !opensOld(words))
  return (fenceLine) => {
    const heading = titles.findLastIndex(({ line }) => line < fenceLine)
    return (
      isOpened(titles, heading) ||
      isOpened(
        comments,
        comments.findIndex(({ line }) => line === fenceLine),
      )
    )
  }
}
