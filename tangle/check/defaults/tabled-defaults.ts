import { locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { parseMarkdownText } from '../../parse/markdown-text.ts'
import { toLiteral } from '../../sources/taken-defaults.ts'
import { findWovenParts } from '../../tables/find-tables.ts'
import type { StatedDefault } from './stated-defaults.ts'

/** What tables that somebody has written say about defaults: a row begins with an option, and a column is called so. */
export function findTabledDefaults(page: Page, options: ReadonlySet<string>): StatedDefault[] {
  if (!/^\s*\|.*\bdefault/im.test(page.text)) return []
  const woven = findWovenParts(page)
  const isWoven = (line: number) => woven.some(({ opening, closing = opening }) => line > opening && line < closing)
  const tables = parseMarkdownText(page.lines).tokens.filter(({ type }) => type === 'table_open')
  return tables.flatMap(({ map }) => {
    const [first = 0, end = 0] = map ?? []
    const column = cellsOf(page.lines[first] ?? '').findIndex(({ text }) => /^defaults?$/i.test(text))
    if (column < 1 || isWoven(first)) return []
    return page.lines.slice(first + 2, end).flatMap((row, at) => {
      const cells = cellsOf(row)
      const option = /^`([^`]+)`$/.exec(cells[0]?.text ?? '')?.[1]
      const cell = cells[column]
      const literal = toLiteral(cell?.text ?? '')
      if (option === undefined || !options.has(option) || !cell || literal === undefined) return []
      const location = locate(page.path, { line: first + 2 + at, column: cell.at }, cell.text.length)
      return [{ option, text: cell.text, values: [literal], location }]
    })
  })
}

interface Cell {
  readonly text: string
  /** The column in which its text starts. */
  readonly at: number
}

function cellsOf(row: string): Cell[] {
  const inner = row.replace(/\|\s*$/, '')
  return [...inner.matchAll(/(?:^\s*\||(?<!\\)\|)((?:\\.|[^|\\])*)/g)].map(({ 0: all, 1: text = '', index }) => {
    const padding = /^\s*/.exec(text)?.[0].length ?? 0
    return { text: text.trim(), at: index + all.length - text.length + padding }
  })
}
