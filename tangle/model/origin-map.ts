import type { Block, BlockReference } from './block.ts'
import type { Location, Position } from './location.ts'

/** The references that brought a line to its target, innermost first. */
export interface ReferenceChain {
  /** The reference whose place the line took. */
  readonly reference: BlockReference
  /** The reference that brought the block of this one. `undefined` where that is the target's own. */
  readonly parent: ReferenceChain | undefined
}

/** Where a piece of a target was written. */
export interface Origin {
  /** The block that it was written in. */
  readonly block: Block
  /** Its place in the page of that block. */
  readonly position: Position
  /** The references that brought it here. `undefined` for lines of the target's own block. */
  readonly via: ReferenceChain | undefined
  /** Further places, where one piece was made of several: a merged import. */
  readonly also?: readonly Origin[]
}

/** A run of columns of a target line that comes from one place. Columns go in step from its start. */
export interface Segment {
  /** The column in the target where the run starts; it ends where the next starts. */
  readonly column: number
  /** The place of its first column. */
  readonly origin: Origin
}

/** A line of a target and where its columns come from. A line made of nothing but indent has no segments. */
export interface TargetLine {
  /** The line without its end. */
  readonly text: string
  /** The runs of the line, from left to right. */
  readonly segments: readonly Segment[]
}

/** A file to be written, with the place of everything in it. All positions of the toolchain come from here. */
export interface Target {
  /** Relative to the project root, with `/`. */
  readonly path: string
  /** The first block that carries `file=` for this path. */
  readonly root: Block
  /** The lines of `text`, each with its origins. */
  readonly lines: readonly TargetLine[]
  /** The content of the file. Ends with a newline unless it is empty. */
  readonly text: string
  /** The keys of all names that it is made of, in the index of its project, where they are known; some several times. */
  readonly names?: readonly string[]
  /** The permissions of the file, from `mode=`. Without it an existing file keeps those that it has (12.7). */
  readonly mode?: number
}

/**
 * The place in a page of a position of a target. Between segments, and in front of the first one, the nearest segment
 * counts; a line that has none takes the place of the nearest line above that has one.
 */
export function originAt(target: Target, position: Position): Origin | undefined {
  for (let line = Math.min(position.line, target.lines.length - 1); line >= 0; line--) {
    const segments = target.lines[line]?.segments ?? []
    const first = segments[0]
    if (!first) continue
    if (line < position.line) return first.origin
    let found = first
    for (const segment of segments) if (segment.column <= position.column) found = segment
    const offset = Math.max(0, position.column - found.column)
    const { position: start } = found.origin
    return { ...found.origin, position: { line: start.line, column: start.column + offset } }
  }
  return undefined
}

/** {@link originAt} as a location, with the chain of references as related places. */
export function locationAt(target: Target, position: Position, length = 0): Location {
  const origin = originAt(target, position)
  if (!origin) return { file: target.path, start: position }
  const start = origin.position
  return { file: origin.block.page, start, end: { line: start.line, column: start.column + length } }
}

/** The reverse: every place of the targets that comes from a position of a page. */
export function targetsAt(
  targets: readonly Target[],
  page: string,
  position: Position,
): { readonly target: Target; readonly position: Position }[] {
  const found: { target: Target; position: Position }[] = []
  for (const target of targets) {
    target.lines.forEach((line, index) => {
      line.segments.forEach((segment, at) => {
        const end = line.segments[at + 1]?.column ?? line.text.length + 1
        for (const origin of [segment.origin, ...(segment.origin.also ?? [])]) {
          const offset = position.column - origin.position.column
          if (origin.block.page !== page || origin.position.line !== position.line) continue
          if (offset < 0 || segment.column + offset >= end) continue
          found.push({ target, position: { line: index, column: segment.column + offset } })
        }
      })
    })
  }
  return found
}
