import { excerptedLines } from '../../check/excerpts/check-excerpts.ts'
import type { Block } from '../../model/block.ts'
import type { Origin, Target, TargetLine } from '../../model/origin-map.ts'
import type { TargetName } from './kept-names.ts'

/** A name where a reader sees it, and where the compiler knows it. */
export interface BlockName {
  /** The line in the code of the block, and the column in it; both 0-based. */
  readonly line: number
  readonly column: number
  readonly length: number
  readonly target: Target
  readonly offset: number
}

/** The names in the code of each block, as the first target that contains them knows them. */
export function namesOfBlocks(
  targets: readonly Target[],
  namesIn: (target: Target) => readonly TargetName[],
): Map<Block, BlockName[]> {
  const found = new Map<Block, Map<string, BlockName>>()
  for (const target of targets) {
    for (const { line, column, text, offset } of namesIn(target)) {
      for (const { block, position } of originsAt(target.lines[line], column)) {
        const at = lineOf(block, position.line)
        const blockLine = block.lines[at]
        const start = position.column - (blockLine?.position.column ?? 0)
        // What tangling put together or took apart is not what the block says.
        if (!blockLine?.text.startsWith(text, start)) continue
        const names = found.get(block) ?? new Map<string, BlockName>()
        found.set(block, names)
        const key = `${at}:${start}`
        if (!names.has(key)) names.set(key, { line: at, column: start, length: text.length, target, offset })
      }
    }
  }
  return new Map([...found].map(([block, names]) => [block, inOrder([...names.values()])]))
}

/** The names in a block that repeats lines of a target, whose indent may differ. */
export function namesOfExcerpt(block: Block, target: Target, names: readonly TargetName[]): BlockName[] {
  const lines = excerptedLines(block, target) ?? []
  return lines.flatMap((at, line) => {
    const code = block.lines[line]?.text ?? ''
    const shift = indentOf(code) - indentOf(target.lines[at]?.text ?? '')
    return names.flatMap(({ line: targetLine, column, text, offset }) =>
      targetLine === at && code.startsWith(text, column + shift)
        ? [{ line, column: column + shift, length: text.length, target, offset }]
        : [],
    )
  })
}

function originsAt(line: TargetLine | undefined, column: number): Origin[] {
  const segment = line?.segments.findLast((candidate) => candidate.column <= column)
  if (!segment) return []
  const offset = column - segment.column
  return [segment.origin, ...(segment.origin.also ?? [])].map((origin) => ({
    ...origin,
    position: { line: origin.position.line, column: origin.position.column + offset },
  }))
}

/** The lines of a block follow each other on their page. */
function lineOf(block: Block, pageLine: number): number {
  const guess = pageLine - (block.lines[0]?.position.line ?? 0)
  return block.lines[guess]?.position.line === pageLine
    ? guess
    : block.lines.findIndex(({ position }) => position.line === pageLine)
}

function inOrder(names: BlockName[]): BlockName[] {
  return names.sort((a, b) => a.line - b.line || a.column - b.column)
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
