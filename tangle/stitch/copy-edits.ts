import type { BlockEdit } from './block-edit.ts'
import { isSameEdit, type LineEdit } from './line-edit.ts'
import { indentOf, type PlacedLine } from './placed-line.ts'

/**
 * What edits of blocks do to the other places of a target where the same blocks stand: the edits of the target that
 * nobody made, and that follow. `undefined` if there are none, or if it cannot be foreseen what they are.
 */
export function copyEdits(
  placed: readonly (PlacedLine | undefined)[],
  edits: readonly BlockEdit[],
  isEntangled: boolean,
): LineEdit[] | undefined {
  const copies: LineEdit[] = []
  for (const edit of edits) {
    for (const via of otherExpansions(placed, edit, edits)) {
      const copy = copyEdit(placed, edit, via, isEntangled)
      if (!copy) return undefined
      if (!copies.some((other) => other.start === copy.start && other.end === copy.end)) copies.push(copy)
    }
  }
  return copies.length === 0 ? undefined : copies
}

/** The expansions of the block of an edit in which it was not made. */
function otherExpansions(
  placed: readonly (PlacedLine | undefined)[],
  edit: BlockEdit,
  edits: readonly BlockEdit[],
): Set<PlacedLine['via']> {
  const { block } = edit
  const made = edits.filter((other) => other.block === block && isSameEdit(other, edit)).map(({ via }) => via)
  const others = placed.flatMap((line) =>
    line?.block === block && line.before === '' && !made.includes(line.via) ? [line.via] : [],
  )
  return new Set(others)
}

function copyEdit(
  placed: readonly (PlacedLine | undefined)[],
  { block, start, end, lines }: BlockEdit,
  via: PlacedLine['via'],
  isEntangled: boolean,
): LineEdit | undefined {
  const at = (index: number) =>
    placed.findIndex((line) => line?.block === block && line.via === via && line.index === index)
  // An insertion stands behind the line above it, if there is one.
  const first = start < end || start === 0 ? at(start) : at(start - 1) + 1
  if (first < 0 || (start === end && start > 0 && first === 0)) return undefined
  const lead = indentOf(via)
  const isTrimmed = via !== undefined && !isEntangled
  const texts = lines.map((line) => (isTrimmed && line.trim() === '' ? '' : lead + line.replace('\\<<', '<<')))
  return { start: first, end: first + end - start, lines: texts }
}
