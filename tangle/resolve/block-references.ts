import type { Block, BlockReference } from '../model/block.ts'

/** The references in a block, in the order of its lines. */
export function referencesIn({ pieces }: Block): readonly BlockReference[] {
  let references: BlockReference[] | undefined
  for (const piece of pieces) {
    if (!('reference' in piece)) continue
    references ??= []
    references.push(piece.reference)
  }
  return references ?? none
}

/** Most blocks refer to nothing. */
const none: readonly BlockReference[] = []
