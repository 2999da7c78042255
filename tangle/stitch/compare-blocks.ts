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
