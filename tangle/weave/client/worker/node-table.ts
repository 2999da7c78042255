import { inspect } from './inspect.ts'

/** What `console.table` prints of rows, as Node draws it; `undefined` for what is no table. */
export function formatTable(data: unknown, columns?: readonly string[]): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const isList = data instanceof Map || data instanceof Set
  const rows: [index: string, row: unknown][] =
    data instanceof Map
      ? [...data].map(([key, value], at) => [`${at}`, { Key: key, Values: value }])
      : data instanceof Set
        ? [...data].map((value, at) => [`${at}`, value])
        : Object.entries(data)
  const names: string[] = []
  const hasValues = rows.some(([, row]) => !isRow(row))
  for (const [, row] of rows) {
    if (isRow(row)) for (const name of Object.keys(row)) if (!names.includes(name)) names.push(name)
  }
  const shown = columns ?? names
  const head = [isList ? '(iteration index)' : '(index)', ...shown, ...(hasValues ? ['Values'] : [])]
  const body = rows.map(([index, row]) => [
    index,
    ...shown.map((name) => (isRow(row) && Object.hasOwn(row, name) ? cell(row[name]) : '')),
    ...(hasValues ? [isRow(row) ? '' : cell(row)] : []),
  ])
  const widths = head.map((_, at) => Math.max(...[head, ...body].map((line) => width(line[at] ?? ''))) + 2)
  const line = (cells: readonly string[]) =>
    `│${cells.map((text, at) => ` ${text}${' '.repeat((widths[at] ?? 0) - width(text) - 1)}`).join('│')}│`
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((length) => '─'.repeat(length)).join(middle) + right
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n')
}

function isRow(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** What is in a cell is hardly looked into. */
function cell(value: unknown): string {
  const isLarge = isRow(value) && !Array.isArray(value) && Object.keys(value).length > 2
  return inspect(value, { depth: isLarge ? -1 : 0, elements: 3, lineWidth: Number.POSITIVE_INFINITY })
}

/** Columns of a terminal, as far as a text of plain letters and of those of East Asia goes. */
function width(text: string): number {
  return [...text].reduce(
    (sum, letter) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        letter,
      )
        ? 2
        : 1),
    0,
  )
}
