import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'
import type { BlockIndex } from './block-index.ts'
import { referencesIn } from './block-references.ts'

/** The blocks that a target is made of, also those of which no line is in it. */
export function blocksOf(target: Target, index: BlockIndex): ReadonlySet<Block> {
  const blocks = new Set<Block>()
  for (const key of namesOf(target, index)) for (const block of index.named.get(key) ?? []) blocks.add(block)
  return blocks
}

/** The keys of all names that a target is made of, some of them several times. */
export function namesOf(target: Target, index: BlockIndex): Iterable<string> {
  if (target.names) return target.names
  const keys = new Set([index.keyOf(target.root.name ?? target.path, target.root)])
  // A set hands out keys that are added while it is read.
  for (const key of keys)
    for (const block of index.named.get(key) ?? [])
      for (const { name } of referencesIn(block)) keys.add(index.keyOf(name, block))
  return keys
}
