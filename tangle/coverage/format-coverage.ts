import type { Block } from '../model/block.ts'
import { visibleLine } from '../model/visible-text.ts'
import { count } from '../report/format-diagnostics.ts'
import type { BlockCoverage } from './block-coverage.ts'
import { formatLines } from './line-set.ts'
import type { Coverage } from './measure-coverage.ts'

/** A share of a whole; of nothing, there is no share. */
interface Share {
  readonly part: number
  readonly whole: number
}

interface Row {
  readonly name: string
  readonly blocks: number
  readonly typeChecked: Share
  readonly executed: Share
  readonly lines: Share
  readonly skipped: number
}

/** The report of `tangle check --coverage`: a table of pages, then what is left to prove, then names that no page shows. */
export function formatCoverage({ blocks, commands, names }: Coverage): string {
  const pages = [...new Set(blocks.map(({ block }) => block.page))]
  const rows = pages.map((page) =>
    rowOf(
      visibleLine(page),
      blocks.filter(({ block }) => block.page === page),
    ),
  )
  const sections = [
    table([...rows, rowOf('total', blocks)]),
    section('Lines that never ran', blocks.flatMap(unrunLines)),
    section('Not run, for a reason', skipReasons(blocks)),
    section(
      'Not known to have run: their runner has no trace',
      blocks.filter(({ isUnknown }) => isUnknown).map(({ block }) => place(block)),
    ),
    commands.blocks === 0
      ? ''
      : `${count(commands.blocks, 'terminal block')} with ${count(commands.commands, 'command')} for \`tangle run\`; ${commands.excepted} excepted\n`,
    namesSection(names),
  ]
  return sections.filter((text) => text !== '').join('\n')
}

function rowOf(name: string, blocks: readonly BlockCoverage[]): Row {
  const share = (of: (block: BlockCoverage) => boolean | undefined): Share => {
    const known = blocks.map(of).filter((value) => value !== undefined)
    return { part: known.filter(Boolean).length, whole: known.length }
  }
  const run = blocks.filter(({ executed }) => executed !== undefined)
  const sum = (of: (block: BlockCoverage) => number) => run.reduce((total, block) => total + of(block), 0)
  return {
    name,
    blocks: blocks.length,
    typeChecked: share(({ typeChecked }) => typeChecked),
    executed: share(({ executed }) => executed),
    lines: { part: sum(({ ranLines }) => ranLines.length), whole: sum(({ codeLines }) => codeLines.length) },
    skipped: blocks.filter(({ skipped }) => skipped !== undefined).length,
  }
}

/** Columns as wide as their widest cell; the last row holds the totals, with percentages. */
function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, blocks, typeChecked, executed, lines, skipped }, index) => {
    const show = index === rows.length - 1 ? showTotal : showShare
    return [name, `${blocks}`, show(typeChecked), show(executed), show(lines), skipped === 0 ? '-' : `${skipped}`]
  })
  const all = [['page', 'blocks', 'type-checked', 'executed', 'lines run', 'skipped'], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  return all.map((row) => `${line(row)}\n`).join('')
}

function showShare({ part, whole }: Share): string {
  return whole === 0 ? '-' : `${part}/${whole}`
}

/** Rounded down: 100 % is all of them. */
function showTotal(share: Share): string {
  const percent = share.whole === 0 ? '' : ` ${Math.floor((100 * share.part) / share.whole)} %`
  return `${showShare(share)}${percent}`
}

function unrunLines({ block, executed, codeLines, ranLines }: BlockCoverage): string[] {
  if (executed !== true) return []
  const ran = new Set(ranLines)
  const missing = codeLines.filter((line) => !ran.has(line))
  return missing.length === 0 ? [] : [`${visibleLine(block.page)}:${formatLines(missing)}`]
}

function skipReasons(blocks: readonly BlockCoverage[]): string[] {
  const counts = new Map<string, number>()
  for (const { skipped } of blocks) if (skipped !== undefined) counts.set(skipped, (counts.get(skipped) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, number]) => `${count(number, 'block')}: ${visibleLine(reason)}`)
}

function place({ page, fence }: Block): string {
  return `${visibleLine(page)}:${fence.start.line + 1}`
}

function namesSection(names: Coverage['names']): string {
  if (names.length === 0) return ''
  const unshown = [...new Set(names.filter(({ shownAt }) => shownAt === undefined).map(({ name }) => name))]
  const all = new Set(names.map(({ name }) => name))
  return section(`${all.size - unshown.length} of ${all.size} exported names are shown; not yet`, wrap(unshown))
}

/** Words in lines of at most 100 columns. */
function wrap(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 98) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`
}
