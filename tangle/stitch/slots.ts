import type { Block } from '../model/block.ts'
import type { ReferenceChain, Target } from '../model/origin-map.ts'
import type { BlockIndex } from '../resolve/block-index.ts'
import type { StatementPlaces } from './import-reader.ts'
import { indentOf, type PlacedLine } from './placed-line.ts'

/** A place between two lines of a block, where new lines of a target may belong. */
export interface Slot {
  readonly block: Block
  /** The line of the block that new ones go in front of. */
  readonly index: number
  readonly via: ReferenceChain | undefined
  /** What new lines have in front, that the block does not have. */
  readonly lead: string
  /** What the block has in front, and the target does not. */
  readonly before: string
  readonly side: 'behind' | 'ahead'
}

/**
 * The places where lines may belong that were inserted in front of line `at` of a target, the best one first: in the
 * block whose indent they can have, the deepest one first; and of two that are as deep, at the end of what stands above
 * rather than at the start of what stands below, unless the new lines end with an empty one.
 */
export class SlotFinder {
  readonly #target: Target
  readonly #placed: readonly (PlacedLine | undefined)[]
  readonly #index: BlockIndex
  readonly #statements: StatementPlaces
  readonly #owners = new Map<object, { block: Block; index: number }>()

  constructor(
    target: Target,
    placed: readonly (PlacedLine | undefined)[],
    index: BlockIndex,
    statements: StatementPlaces,
  ) {
    this.#target = target
    this.#placed = placed
    this.#statements = statements
    this.#index = index
    for (const block of index.blocks)
      block.lines.forEach(({ reference }, at) => {
        if (reference) this.#owners.set(reference, { block, index: at })
      })
  }

  /** `from` is the first line that is replaced together with the insertion, where there is one. */
  find(from: number, to: number, lines: readonly string[]): Slot[] {
    const isInside = from > 0 && to < this.#target.lines.length
    // Outside the outermost comments there is no block.
    const [up, down] = isInside ? [this.#pastComments(from - 1, -1), this.#pastComments(to, 1)] : [from - 1, to]
    const slots = [...this.#above(up, this.#placed[down]?.via), ...this.#below(down, this.#placed[up]?.via)]
    if (slots.length === 0 && (isInside || this.#target.lines.length === 0)) slots.push(...this.#root())
    const unique = slots.filter((slot, at) => slots.findIndex((other) => isSameSlot(slot, other)) === at)
    const fitting = unique.filter(({ lead }) => lines.every((line) => line.trim() === '' || line.startsWith(lead)))
    const prefersBelow = lines.at(-1)?.trim() === '' && lines[0]?.trim() !== ''
    const isLater = ({ side }: Slot) => Number((side === 'ahead') !== prefersBelow)
    return fitting.sort(
      (a, b) => b.lead.length - a.lead.length || depthOf(b.via) - depthOf(a.via) || isLater(a) - isLater(b),
    )
  }

  /** From a line on in one direction, the first one that is no comment around a part: those no block says. */
  #pastComments(line: number, step: 1 | -1): number {
    const isComment = (at: number) => {
      const { segments, text } = this.#target.lines[at] ?? {}
      return segments?.length === 0 && text?.trim() !== ''
    }
    let at = line
    while (isComment(at)) at += step
    return at
  }

  #above(line: number, next: ReferenceChain | undefined): Slot[] {
    const placed = this.#placed[line]
    if (!placed) return this.#besideImports(line, 'behind')
    const { block, index, via, lead, before } = placed
    return [{ block, index: index + 1, via, lead, before, side: 'behind' }, ...this.#climb(via, next, 'behind')]
  }

  #below(line: number, previous: ReferenceChain | undefined): Slot[] {
    const placed = this.#placed[line]
    if (!placed) return this.#besideImports(line, 'ahead')
    const { block, index, via, lead, before } = placed
    return [{ block, index, via, lead, before, side: 'ahead' }, ...this.#climb(via, previous, 'ahead')]
  }

  /** The places beside the references that led to a line, as far as the neighbour does not stand inside them too. */
  #climb(via: ReferenceChain | undefined, neighbour: ReferenceChain | undefined, side: Slot['side']): Slot[] {
    const shared = new Set<ReferenceChain>()
    for (let at = neighbour; at; at = at.parent) shared.add(at)
    const slots: Slot[] = []
    for (let at = via; at && !shared.has(at); at = at.parent) {
      const owner = this.#owners.get(at.reference)
      if (!owner) break
      const index = owner.index + (side === 'behind' ? 1 : 0)
      slots.push({ block: owner.block, index, via: at.parent, lead: indentOf(at.parent), before: '', side })
    }
    return slots
  }

  /** Beside the statements that an import of the target was made of. */
  #besideImports(line: number, side: Slot['side']): Slot[] {
    const segments = this.#target.lines[line]?.segments ?? []
    const origins = segments.flatMap(({ origin }) => [origin, ...(origin.also ?? [])])
    return origins.flatMap((origin): Slot[] => {
      const { block, via } = origin
      const range = this.#statements.rangeOf(origin)
      const indent = /^\s*/.exec(block.lines[range.start]?.text ?? '')?.[0] ?? ''
      return [{ block, index: side === 'behind' ? range.end : range.start, via, lead: '', before: indent, side }]
    })
  }

  /** A target without lines, or with the comments around empty blocks only: the end of its last block. */
  #root(): Slot[] {
    if (this.#placed.some((line) => line)) return []
    const { root, path } = this.#target
    const parts = this.#index.named.get(this.#index.keyOf(root.name ?? path, root)) ?? [root]
    return parts.map((block) => ({
      block,
      index: block.lines.length,
      via: undefined,
      lead: '',
      before: '',
      side: 'behind',
    }))
  }
}

function isSameSlot(a: Slot, b: Slot): boolean {
  return a.block === b.block && a.index === b.index && a.via === b.via
}

function depthOf(via: ReferenceChain | undefined): number {
  let depth = 0
  for (let at = via; at; at = at.parent) depth++
  return depth
}
