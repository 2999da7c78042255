import type { BlockLine } from '../../model/block.ts'

/**
 * The hooks `shebang` and `spdx_license`: how many of the first lines of a block go before its annotation (8.4). They
 * always run in this order; with Entangled it changes from run to run (defect D12).
 */
export function countPreambleLines(lines: readonly BlockLine[], hooks: ReadonlySet<string>): number {
  let count = 0
  if (hooks.has('shebang') && lines[0]?.text.startsWith('#!')) count++
  if (hooks.has('spdx_license') && lines[count]?.text.includes('SPDX-License-Identifier')) count++
  return count
}
