import type { Page, PageSource } from '../../model/page.ts'
import { parseLineRanges } from '../../parse/parse-comments.ts'
import { parseCode } from '../syntax.ts'

/** What begins a tag of JSDoc in a line without its star. */
const tag = /^\s*@(\w+)\b(.*)$/

/**
 * The code blocks of one comment, as those of a page: its lines and columns are those of the source. A fence counts
 * wherever it stands. All that follows `@example` without one is code, if it parses.
 *
 * @param lines The lines of the source.
 * @param from The line in which the comment begins.
 * @param to The line in which it ends.
 */
export function readExamples(path: string, lines: readonly string[], from: number, to: number): Page | undefined {
  const text = lines.map((line, at) => (from <= at && at <= to ? withoutStar(line, at === to) : ''))
  const source: PageSource = { path, text: text.join('\n') }
  const ranges: { from: number; to: number; isCode: boolean }[] = []
  // The description, then each tag.
  let [name, begin]: [string | undefined, number] = [undefined, from]
  const close = (end: number) => {
    const body = text.slice(name === undefined ? begin : begin + 1, end)
    const hasFence = body.some((line) => /^\s*(?:```|~~~)/.test(line))
    if (hasFence) ranges.push({ from: end - body.length, to: end, isCode: false })
    else if (name === 'example' && isCode(body.join('\n'))) ranges.push({ from: begin, to: end, isCode: true })
  }
  let isFenced = false
  for (let at = from; at <= to; at++) {
    if (/^\s*(?:```|~~~)/.test(text[at] ?? '')) isFenced = !isFenced
    const next = isFenced ? undefined : tag.exec(text[at] ?? '')?.[1]
    if (next === undefined) continue
    close(at)
    ;[name, begin] = [next, at]
  }
  close(to + 1)
  return ranges.length === 0 ? undefined : parseLineRanges(source, lines, ranges)
}

/** A line of a comment with spaces in place of what makes it one; every column stays where it is. */
function withoutStar(line: string, isLast: boolean): string {
  const open = isLast ? line.replace(/\*\/.*$/, '') : line
  return open.replace(/^(\s*)(\/\*\*|\*)/, (_, indent: string, star: string) => indent + ' '.repeat(star.length))
}

function isCode(text: string): boolean {
  return text.trim() !== '' && parseCode(text, 'ts').problem === undefined
}
