/**
 * Puts more than six elements of a list in columns, by the rule of Node's `util.inspect`: about as wide as high, numbers
 * to the right, anything else to the left.
 *
 * @param hasMore the last text says how many elements are not shown, and is not in a column.
 */
export function groupElements(
  output: readonly string[],
  hasMore: boolean,
  values: readonly unknown[],
  lineWidth: number,
  indentation: number,
): readonly string[] {
  const cells = hasMore ? output.slice(0, -1) : output
  const lengths = cells.map((cell) => cell.length + 2)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const widest = Math.max(...lengths)
  const isWorthIt = widest * 3 + indentation < lineWidth && (total / widest > 5 || widest <= 8)
  if (!isWorthIt) return output
  const biased = Math.max(widest - 3 - Math.sqrt(widest - total / output.length), 1)
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * cells.length) / biased),
    Math.floor((lineWidth - indentation) / widest),
    12,
    15,
  )
  if (columns <= 1) return output
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lengths.filter((_, at) => at % columns === column)),
  )
  const areNumbers = values.slice(0, output.length).every((value) => /^(?:number|bigint)$/.test(typeof value))
  const rows: string[] = []
  for (let first = 0; first < cells.length; first += columns) {
    const row = cells.slice(first, first + columns).map((cell, column, all) => {
      const isLast = column === all.length - 1
      const width = widths[column] ?? 0
      if (areNumbers) return isLast ? cell.padStart(width - 2) : `${cell}, `.padStart(width)
      return isLast ? cell : `${cell}, `.padEnd(width)
    })
    rows.push(row.join(''))
  }
  return hasMore ? [...rows, output.at(-1) ?? ''] : rows
}
