import { applyEdits, collide, isSameEdit, type LineEdit, sortEdits } from './line-edit.ts'

/** Edits of both sides in one place, and what each side makes of it. */
export interface MergeConflict<T extends LineEdit> {
  readonly start: number
  readonly end: number
  readonly ours: readonly T[]
  readonly theirs: readonly T[]
}

export interface MergedEdits<T extends LineEdit> {
  readonly edits: readonly T[]
  readonly conflicts: readonly MergeConflict<T>[]
}

/** Which side a conflict is decided for: `ours` is the page, `theirs` the target. */
export type Side = 'ours' | 'theirs'

/**
 * Merges the edits that two sides made to the same lines. What both did alike is done once. With `prefer`, that side
 * wins where they differ, and there are no conflicts.
 */
export function mergeEdits<T extends LineEdit>(
  base: readonly string[],
  ours: readonly T[],
  theirs: readonly T[],
  prefer?: Side,
): MergedEdits<T> {
  const merged: T[] = []
  const conflicts: MergeConflict<T>[] = []
  for (const cluster of clusters(ours, theirs)) {
    if (cluster.ours.length === 0 || cluster.theirs.length === 0 || isAlike(base, cluster)) {
      merged.push(...(cluster.ours.length > 0 ? cluster.ours : cluster.theirs))
    } else if (prefer) merged.push(...cluster[prefer])
    else conflicts.push(cluster)
  }
  return { edits: merged, conflicts }
}

/** What a list of lines is after edits on both sides; `undefined` if they meet in a place and differ there. */
export function mergeLines(
  base: readonly string[],
  ours: readonly LineEdit[],
  theirs: readonly LineEdit[],
): string[] | undefined {
  const { edits, conflicts } = mergeEdits(base, ours, theirs)
  return conflicts.length > 0 ? undefined : applyEdits(base, edits)
}

/** The text of the lines of a conflict as one side has them. */
export function sideLines(base: readonly string[], { start, end }: LineRange, edits: readonly LineEdit[]): string[] {
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))
  return applyEdits(base.slice(start, end), moved)
}

interface LineRange {
  readonly start: number
  readonly end: number
}

function isAlike<T extends LineEdit>(base: readonly string[], cluster: MergeConflict<T>): boolean {
  const ours = sideLines(base, cluster, cluster.ours)
  const theirs = sideLines(base, cluster, cluster.theirs)
  return ours.length === theirs.length && ours.every((line, at) => line === theirs[at])
}

/** Edits of two sides that collide, directly or through others, stand together. */
function clusters<T extends LineEdit>(ours: readonly T[], theirs: readonly T[]): MergeConflict<T>[] {
  const all = sortEdits([
    ...ours.map((edit) => ({ ...edit, edit, side: 'ours' as const })),
    ...theirs
      .filter((edit) => !ours.some((other) => isSameEdit(edit, other)))
      .map((edit) => ({ ...edit, edit, side: 'theirs' as const })),
  ])
  const found: MergeConflict<T>[] = []
  for (const { edit, side } of all) {
    const other = side === 'ours' ? 'theirs' : 'ours'
    let cluster: MergeConflict<T> = { start: edit.start, end: edit.end, ours: [], theirs: [], [side]: [edit] }
    // Sorted by their starts, so that what collides with this one is among the last.
    for (let last = found.at(-1); last?.[other].some((known) => collide(known, edit)); last = found.at(-1)) {
      cluster = join(last, cluster)
      found.pop()
    }
    found.push(cluster)
  }
  return found
}

function join<T extends LineEdit>(a: MergeConflict<T>, b: MergeConflict<T>): MergeConflict<T> {
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    ours: [...a.ours, ...b.ours],
    theirs: [...a.theirs, ...b.theirs],
  }
}
