import type { Page } from '../model/page.ts'

/** Words by which a page opens a part that shows what was before, at the start of a comment or a heading. */
const before =
  /^(?:before|old\b|previous(?:ly)?|deprecated|legacy|until|instead of|change this|replace this|from this|current api|with .{0,40}\bcurrent api|(?:[\w.-]{1,40} ){0,4}(?=v\d)v\d+(?:\.[\dx]+)*$|(?:in |with )?v?\d+(?:\.[\dx]+)*\s*(?:\(old\)|:)?$)/iu
/** Words by which it opens one that shows what is now. */
const now =
  /^(?:after|new\b|now\b|to this|with this|current\b|use (?:this|instead)|becomes|good\b|correct\b|(?:in |with )?v?\d+(?:\.[\dx]+)*\s*(?:\(new\)|:)?$|with .{0,40}\bnew)/iu

/** Nothing but a version, and of what: `v3`, `In v3.x:`, `Some Library v3`. Whether it is the old one, another of the page tells. */
const version = /^(?:[\w.-]{1,40} ){0,4}v(\d+(?:\.\d+)*)(?:\.x)?(?:\s*:)?$/i

export function opensOld(words: string): boolean {
  return before.test(words.trim())
}

export function opensNew(words: string): boolean {
  return now.test(words.trim())
}

/**
 * Tells the blocks of a page that show what was before: a heading says so, or a line in bold above them, or their first
 * comment, and further below another one shows what is now. Or their own titles say so, and the block in front or behind
 * is the new one.
 */
export function findOldBlocks({ lines, blocks }: Page, headings: readonly number[]): (fenceLine: number) => boolean {
  const titles = headings.map((line) => ({ line, words: (lines[line] ?? '').replace(/^#+\s*|[*_`]/g, '') }))
  const fences = blocks.map(({ fence }) => fence.start.line)
  const labels = fences.map((line) => ({ line, words: labelAbove(lines, line) }))
  const comments = blocks.map(({ fence, lines: [first] }) => ({
    line: fence.start.line,
    words: /^\s*\/\/\s*(.*)$/.exec(first?.text ?? '')?.[1] ?? '',
  }))
  const shown = fences.map((line) => ({ words: shownTitle(lines[line] ?? '') }))
  return (fenceLine) => {
    const at = fences.indexOf(fenceLine)
    const heading = titles.findLastIndex(({ line }) => line < fenceLine)
    return (
      isFollowedByNew(titles, heading) ||
      isFollowedByNew(labels, at) ||
      isFollowedByNew(comments, at) ||
      isBesideNew(shown, at)
    )
  }
}

/** The words by which a page names the part that begins there. */
interface Mark {
  readonly words: string
}

function isFollowedByNew(marks: readonly Mark[], at: number): boolean {
  const words = marks[at]?.words ?? ''
  if (!opensOld(words)) return false
  const later = marks.slice(at + 1).map((mark) => mark.words)
  return later.some((other) => isOlderThan(words, other) || (opensNew(other) && !opensOld(other)))
}

/** Titles of blocks stand beside each other: that of the new one may be the first, as `v2` in front of `v1`. */
function isBesideNew(marks: readonly Mark[], at: number): boolean {
  const words = marks[at]?.words ?? ''
  if (!opensOld(words)) return false
  return [marks[at - 1], marks[at + 1]].some(
    (other) => other && (isOlderThan(words, other.words) || (opensNew(other.words) && !opensOld(other.words))),
  )
}

/** What a site shows above a block: `[Before]`, `title="v1"`, or nothing but words behind the language. */
function shownTitle(fence: string): string {
  const [, bracket, quoted, bare] =
    /\[([^\]]+)\]|\b(?:title|filename|label)=["']([^"']+)|^\s*[`~]{3,}\s*[\w-]+[ \t]+([\w][\w. ]*)$/.exec(fence) ?? []
  return bracket ?? quoted ?? bare ?? ''
}

/** Whether both name a version and nothing else, and the first one the older. */
export function isOlderThan(words: string, others: string): boolean {
  const [number, other] = [versionOf(words), versionOf(others)]
  return number !== undefined && other !== undefined && number < other
}

function versionOf(words: string): number | undefined {
  const [, number] = version.exec(words.trim()) ?? []
  return number === undefined ? undefined : Number.parseFloat(number)
}

/** A paragraph of more lines than that is no label of a block. */
const longestParagraph = 10

/** A line with a few words and a colon, and the names in front of a version in it: `Before:`, `Some Library v9.x:`. */
const plainLabel = /^\s*(?:(?:[A-Z][\w.-]* ){1,4}(?=v\d))?((?:[^\s:`]+ ){0,4}[^\s:`]+):\s*$/

/**
 * What a block is called by what stands directly above it: in bold at the start of the paragraph (`**Before**`,
 * `**v3**: as it was.`), or as a paragraph of a few words with a colon.
 */
function labelAbove(lines: readonly string[], fenceLine: number): string {
  let last = fenceLine - 1
  while (last > 0 && lines[last]?.trim() === '') last--
  const top = Math.max(0, last - longestParagraph)
  let at = last
  while (at > top && /\S/.test(lines[at - 1] ?? '') && !/^\s*\*\*/.test(lines[at] ?? '')) at--
  const line = lines[at] ?? ''
  const bold = /^\s*(?:[-*+]\s+)?\*\*([^*]+)\*\*/.exec(line)?.[1]
  return bold ?? (at === last ? plainLabel.exec(line)?.[1] : undefined) ?? ''
}
