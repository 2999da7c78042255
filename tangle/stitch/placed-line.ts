import type { Block } from '../model/block.ts'
import type { Origin, ReferenceChain, Target, TargetLine } from '../model/origin-map.ts'

/** A line of a target that is a line of a block, or a piece of one. */
export interface PlacedLine {
  readonly block: Block
  /** Counts the lines of the block, without its header. */
  readonly index: number
  /** Which of several expansions of the block it stands in. */
  readonly via: ReferenceChain | undefined
  /** What the target has in front: the indent of the references. */
  readonly lead: string
  /** What the block has in front, and not the target: where an import was moved, its own indent. */
  readonly before: string
  /** What the block has behind it, and not the target. */
  readonly after: string
  readonly escaped: boolean
}

/** The indent that the references of a chain give to a line. */
export function indentOf(via: ReferenceChain | undefined): string {
  let indent = ''
  for (let at = via; at; at = at.parent) indent = at.reference.indent + indent
  return indent
}

/** For each line of a target the line of a block that it is; `undefined` where it was put together, or generated. */
export function placeLines({ lines }: Target): (PlacedLine | undefined)[] {
  return lines.map(placeLine)
}

function placeLine(line: TargetLine): PlacedLine | undefined {
  const [first, second] = line.segments
  if (!first || (first.origin.also?.length ?? 0) > 0) return undefined
  const { block, position, via } = first.origin
  const index = blockLineOf(first.origin)
  const source = block.lines[index]
  if (!source) return undefined
  const escaped = source.escapeColumn !== undefined
  const whole = { block, index, via, before: '', after: '', escaped }
  const own = escaped ? source.text.replace('\\<<', '<<') : source.text
  const lead = line.text.slice(0, first.column)
  if (line.text.slice(first.column) === own && lead === indentOf(via)) return { ...whole, lead }
  // Of a blank line the target has nothing, not even the indent.
  if (line.text === '' && own.trim() === '') return { ...whole, lead: indentOf(via) }
  if (second) return undefined
  const column = position.column - source.position.column
  const text = line.text.slice(first.column)
  if (!source.text.startsWith(text, column)) return undefined
  return { ...whole, lead, before: source.text.slice(0, column), after: source.text.slice(column + text.length) }
}

/** The line of its block that an origin stands in. */
export function blockLineOf({ block, position }: Origin): number {
  return position.line - (block.fence.start.line + 1 + block.header.length)
}
