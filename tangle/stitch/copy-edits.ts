import type { BlockEdit } from './block-edit.ts'
import type { ImportReader } from './import-reader.ts'
import { isSameEdit, type LineEdit } from './line-edit.ts'
import { indentOf, type PlacedLine } from './placed-line.ts'

export interface CopyOptions {
  readonly isEntangled: boolean
  /** Imports that are not moved to the top stand in each copy. */
  readonly withImports: boolean
  readonly reader: ImportReader
}

/**
 * What edits of blocks do to the other places of a target where the same blocks stand: the edits of the target that
 * nobody made, and that follow. `undefined` if there are none, or if it cannot be foreseen what they are.
 */
export function copyEdits(
  placed: readonly (PlacedLine | undefined)[],
  edits: readonly BlockEdit[],
  { isEntangled, withImports, reader }: CopyOptions,
): LineEdit[] | undefined {
  const copies: LineEdit[] = []
  for (const edit of edits) {
    if (!withImports && isOfImports(edit, reader)) continue
    for (const via of otherExpansions(placed, edit, edits)) {
      const copy = copyEdit(placed, edit, via, isEntangled)
      if (!copy) return undefined
      if (!copies.some((other) => other.start === copy.start && other.end === copy.end)) copies.push(copy)
    }
  }
  return copies.length === 0 ? undefined : copies
}

/** Whether an edit is one of import statements, which may stand at the top of the target, once for all places. */
function isOfImports({ block, start, end, lines }: BlockEdit, reader: ImportReader): boolean {
  const old = block.lines.slice(start, end).map(({ text }) => text)
  const hasImport = [...old, ...lines].some((line) => line.includes('import'))
  return hasImport && reader.isOnlyImports(old) && reader.isOnlyImports(lines)
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
  const above = start < end || start === 0 ? -1 : at(start - 1)
  const first = above < 0 ? at(start) : above + 1
  if (first < 0) return undefined
  const lead = indentOf(via)
  const isTrimmed = via !== undefined && !isEntangled
  const texts = lines.map((line) => (isTrimmed && line.trim() === '' ? '' : lead + line.replace('\\<<', '<<')))
  return { start: first, end: first + end - start, lines: texts }
}
