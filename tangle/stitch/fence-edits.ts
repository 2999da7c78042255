import type { Block } from '../model/block.ts'
import type { LineEdit } from './line-edit.ts'

/**
 * Edits of a page without those that make a fence longer. How long fences have to be is known when all edits are
 * together: see {@link lengthenFences}.
 */
export function withoutFences<T extends LineEdit>(
  edits: readonly T[],
  blocks: readonly Block[],
  base: readonly string[],
): T[] {
  const fences = new Set(blocks.flatMap(({ fence, endLine }) => [fence.start.line, endLine]))
  return edits.filter(({ start, end, lines: [line, ...more] }) => {
    if (line === undefined || more.length > 0 || end !== start + 1 || !fences.has(start)) return true
    return withFence(base[start] ?? '', fenceLength(line)) !== line
  })
}

/**
 * Makes the fences longer of the blocks that would end early, at a line that is theirs. `isAdded` says which edits give
 * a block lines that must not close it.
 */
export function lengthenFences<T extends LineEdit>(
  edits: readonly T[],
  blocks: readonly Block[],
  base: readonly string[],
  isAdded: (edit: T) => boolean,
): T[] {
  let result = [...edits]
  for (const { fence, endLine } of blocks) {
    const opening = fence.start.line
    const inside = edits.filter(({ start, end }) => opening < start && end <= endLine).filter(isAdded)
    const character = fenceOf(base[opening] ?? '')?.[0]
    const runs = inside.flatMap(({ lines }) => lines).flatMap((line) => /^[\s>]*(`+|~+)\s*$/.exec(line)?.[1] ?? [])
    const needed = 1 + Math.max(0, ...runs.filter((run) => run[0] === character).map(({ length }) => length))
    const [like] = inside
    if (!like || needed <= fenceLength(base[opening] ?? '')) continue
    for (const line of [opening, endLine]) {
      const known = result.find(({ start, end }) => start <= line && line < end)
      const now = known ? known.lines[0] : base[line]
      // Somebody made something else of the fence.
      if (now === undefined || (known && (known.end !== line + 1 || known.start !== line))) continue
      const [, ...more] = known?.lines ?? []
      const edit = { ...(known ?? like), start: line, end: line + 1, lines: [withFence(now, needed), ...more] }
      result = [...result.filter((other) => other !== known), edit]
    }
  }
  return result
}

function fenceOf(line: string): string | undefined {
  return /`{3,}|~{3,}/.exec(line)?.[0]
}

function fenceLength(line: string): number {
  return fenceOf(line)?.length ?? 0
}

/** A line with a fence of at least this length. */
function withFence(line: string, length: number): string {
  return line.replace(/`{3,}|~{3,}/, (fence) => (fence[0] ?? '').repeat(Math.max(length, fence.length)))
}
