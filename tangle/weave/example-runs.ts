import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'

/** Neighbouring lines of a target that belong together, 0-based, both ends included. */
export interface ExampleRun {
  readonly first: number
  readonly last: number
  /** The lines come from a block that the page shows. */
  readonly isLit: boolean
  /** The page that the lines were written in. */
  readonly page: string
  /** The blocks that they come from, in order. */
  readonly blocks: readonly Block[]
}

/**
 * Cuts a target in what a page shows, block by block, and what comes from elsewhere, page by page. A block that the page
 * hides counts as elsewhere: nobody has read it there. A blank line goes with the lines above it.
 */
export function findRuns(target: Target, page: string): ExampleRun[] {
  const runs: { first: number; last: number; isLit: boolean; page: string; blocks: Block[] }[] = []
  target.lines.forEach(({ text, segments }, at) => {
    const before = runs.at(-1)
    const block = segments[0]?.origin.block ?? before?.blocks.at(-1) ?? target.root
    const isLit = block.page === page && !block.hidden
    const isSame = before && before.isLit === isLit && before.page === block.page
    if (before && (text.trim() === '' || (isSame && (!isLit || before.blocks.includes(block))))) {
      before.last = at
      if (text.trim() !== '' && !before.blocks.includes(block)) before.blocks.push(block)
    } else runs.push({ first: at, last: at, isLit, page: block.page, blocks: [block] })
  })
  return runs
}
