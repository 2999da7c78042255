import type { Block } from '../model/block.ts'

/** The names that the references in a block have, in the order of its lines; one that stands twice, twice. */
export function referencedNames({ pieces }: Block): readonly string[] {
  let names: string[] | undefined
  for (const piece of pieces) {
    if (!('reference' in piece)) continue
    names ??= []
    names.push(piece.reference)
  }
  return names ?? none
}

/** Most blocks refer to nothing. */
const none: readonly string[] = []
