import { type Measurement, median } from './measure.ts'

/** A table of medians and of their spread; with a baseline, also how often that fits into each. */
export function resultTable(measured: ReadonlyMap<string, Measurement>, baseline?: string): string {
  const unit = baseline === undefined ? undefined : measured.get(baseline)
  const rows = [...measured].map(([name, { elapsed, processor }]) => [
    name,
    show(median(elapsed)),
    `${show(Math.min(...elapsed))} to ${show(Math.max(...elapsed))}`,
    show(median(processor)),
    ...(unit ? [ratio(elapsed, unit.elapsed), ratio(processor, unit.processor)] : []),
  ])
  const head = ['what', 'seconds', 'from, to', 'processor seconds', ...(unit ? ['ratio', 'processor ratio'] : [])]
  const all = [head, head.map(() => '---'), ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`).join('\n')
}

function ratio(values: readonly number[], unit: readonly number[]): string {
  return show(median(values) / median(unit))
}

function show(seconds: number): string {
  return Number.isNaN(seconds) ? '-' : seconds.toFixed(2)
}
