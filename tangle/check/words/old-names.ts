import type { Page } from '../../model/page.ts'
import { isOlderThan, opensNew, opensOld } from '../../snippets/old-and-new.ts'
import type { PlacedMention } from './mention.ts'

/** Paths and titles of pages that say, among other things, what is no more. */
const farewell = /\b(?:migrat|upgrad|deprecat|breaking)|\bv?\d+(?:\.[\dx]+)*[-_ ]to[-_ ]v?\d/i

/** What a sentence says about a name that is no more. */
const gone =
  /\b(?:removed|renamed|no longer|formerly|previously|deprecated|replaced|dropped|used to be|(?:was|were) (?:called|named))\b/i

/** What stands between an old name and the new one, behind the code span. */
const arrow = /^`*\s*(?:→|⇒|➜|⟶|➡|[-=]+>)\s*\S/u

/** Whether a page is about the way from one version to another. */
export function isFarewell({ path, lines }: Page): boolean {
  const title = lines.slice(0, 20).find((line) => /^(?:title:|#\s)/.test(line))
  return farewell.test(path) || farewell.test(title ?? '')
}

/** Whether the page itself says that a name is no more: in its sentence, by an arrow behind it, or above its column. */
export function isOldName(lines: readonly string[], { line, column, word }: PlacedMention): boolean {
  const text = lines[line] ?? ''
  const behind = text.slice(column + word.length)
  return arrow.test(behind) || gone.test(sentenceAt(text, column)) || isInOldColumn(lines, line, column)
}

/** The sentence at a column of a line, as far as it stands in this line. */
function sentenceAt(line: string, column: number): string {
  const end = line.indexOf('. ', column)
  return line.slice(line.lastIndexOf('. ', column) + 1, end === -1 ? line.length : end)
}

function isInOldColumn(lines: readonly string[], line: number, column: number): boolean {
  const first = firstRows(lines)[line]
  if (first === undefined) return false
  const headers = cellsOf(lines[first] ?? '')
  const own = headers[cellsOf((lines[line] ?? '').slice(0, column)).length - 1] ?? ''
  return first < line && ((opensOld(own) && !opensNew(own)) || headers.some((other) => isOlderThan(own, other)))
}

/** Found once for all names of a page: tables may be long. */
const rowsOfPages = new WeakMap<readonly string[], readonly (number | undefined)[]>()

/** The first row of the table that each line of a page belongs to. */
function firstRows(lines: readonly string[]): readonly (number | undefined)[] {
  const known = rowsOfPages.get(lines)
  if (known) return known
  let first: number | undefined
  const rows = lines.map((text, at) => {
    first = isRow(text) ? (first ?? at) : undefined
    return first
  })
  rowsOfPages.set(lines, rows)
  return rows
}

function isRow(line: string): boolean {
  return /^\s*\|/.test(line)
}

/** What is in the cells of a row, or of its beginning. A bar with a backslash belongs to a cell. */
function cellsOf(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1)
    .map((cell) => cell.replace(/[*_`]/g, '').trim())
}
