import type { Block, BlockLine } from '../model/block.ts'
import type { Page } from '../model/page.ts'

/**
 * Whether a page has the blocks that it had, each with the same attributes, and these lines: those in `expected`, or
 * else the ones that it had. An edit may close a fence, end a comment or become a header, and then it has not.
 */
export function hasSameBlocks(
  before: Page | undefined,
  after: Page | undefined,
  expected: ReadonlyMap<Block, readonly string[]>,
): boolean {
  if (!before || !after || before.blocks.length !== after.blocks.length) return false
  if (countErrors(after) > countErrors(before)) return false
  return before.blocks.every((block, at) => {
    const now = after.blocks[at]
    if (!now || describe(now) !== describe(block)) return false
    const lines = expected.get(block) ?? textsOf(block.lines)
    return now.lines.length === lines.length && now.lines.every(({ text }, line) => text === lines[line])
  })
}

/**
 * Whether a page has the blocks that it had, each with the same attributes, whatever they hold. With `mayGain` there may
 * be others in between: the side that wins may bring back what the page does not have any more.
 */
export function keepsBlocks(before: Page | undefined, after: Page | undefined, mayGain: boolean): boolean {
  if (!before || !after) return before === after
  const old = before.blocks.map(describe)
  const now = after.blocks.map(describe)
  if (!mayGain) return old.length === now.length && old.every((block, at) => block === now[at])
  let at = 0
  for (const block of now) if (block === old[at]) at++
  return at === old.length
}

function countErrors({ diagnostics }: Page): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length
}

function describe(block: Block): string {
  const { name, target, language, classes, attributes, header, hidden } = block
  const values = [...attributes].map(([key, { value }]) => [key, value])
  return JSON.stringify([name, target, language, classes, values, textsOf(header), hidden])
}

function textsOf(lines: readonly BlockLine[]): string[] {
  return lines.map(({ text }) => text)
}
