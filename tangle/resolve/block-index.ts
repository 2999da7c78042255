import type { Block } from '../model/block.ts'
import type { Page } from '../model/page.ts'

/** All blocks of a project by name and by file. Names are global across pages (syntax specification, 5.2 and 5.4). */
export interface BlockIndex {
  readonly blocks: readonly Block[]
  /** The blocks of one name, in the order of pages and of blocks in a page. */
  readonly named: ReadonlyMap<string, readonly Block[]>
  /** The blocks that carry `file=` for one path. */
  readonly targeted: ReadonlyMap<string, readonly Block[]>
}

export function indexBlocks(pages: readonly Page[]): BlockIndex {
  const named = new Map<string, Block[]>()
  const targeted = new Map<string, Block[]>()
  const blocks = pages.flatMap((page) => page.blocks)
  for (const block of blocks) {
    if (block.name !== undefined) append(named, block.name, block)
    if (block.target !== undefined) append(targeted, block.target, block)
  }
  return { blocks, named, targeted }
}

function append(map: Map<string, Block[]>, key: string, block: Block): void {
  const list = map.get(key)
  if (list) list.push(block)
  else map.set(key, [block])
}
