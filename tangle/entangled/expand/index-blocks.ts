import type { BlockIndex } from '../../resolve/block-index.ts'
import type { EntangledBlock, EntangledPage } from '../model/entangled-block.ts'
import { qualify, resolveName } from '../model/names.ts'

/** {@link BlockIndex} of an Entangled project. The keys are full names: `docs/a.md::setup` in a private namespace. */
export interface EntangledIndex extends BlockIndex {
  readonly blocks: readonly EntangledBlock[]
  readonly named: ReadonlyMap<string, readonly EntangledBlock[]>
  readonly targeted: ReadonlyMap<string, readonly EntangledBlock[]>
  /** Takes blocks of an Entangled project only. */
  keyOf(name: string, from: EntangledBlock): string
}

/** All blocks by full name and by file, in the order of the sources. */
export function indexEntangledBlocks(pages: readonly EntangledPage[]): EntangledIndex {
  const named = new Map<string, EntangledBlock[]>()
  const targeted = new Map<string, EntangledBlock[]>()
  const blocks = pages.flatMap((page) => page.blocks)
  for (const block of blocks) {
    const { namespace, name, target } = block
    if (name !== undefined) append(named, qualify(namespace, name), block)
    if (target !== undefined) append(targeted, target, block)
  }
  return { blocks, named, targeted, keyOf: (name, from) => resolveName(from.namespace, name) }
}

function append(map: Map<string, EntangledBlock[]>, key: string, block: EntangledBlock): void {
  const list = map.get(key)
  if (list) list.push(block)
  else map.set(key, [block])
}
