import type { Block } from '../model/block.ts'
import type { ReferenceChain } from '../model/origin-map.ts'
import { applyEdits, collide, isSameEdit, type LineEdit, sortEdits } from './line-edit.ts'

/** Lines of a block become others. They are counted without the header, and have no indent of the page. */
export interface BlockEdit extends LineEdit {
  readonly block: Block
  /** The expansion in which somebody edited it. */
  readonly via: ReferenceChain | undefined
  /** The line of the edited target where the new lines stand. */
  readonly targetLine: number
}

/** Two copies of a block were edited differently. */
export interface CopyConflict {
  readonly first: BlockEdit
  readonly second: BlockEdit
}

/** The edits of each block, those of several copies done once; `undefined` if two of one copy are about the same lines. */
export function gatherEdits(
  edits: readonly BlockEdit[],
): ReadonlyMap<Block, readonly BlockEdit[]> | CopyConflict | undefined {
  const gathered = new Map<Block, BlockEdit[]>()
  // What was changed in one expansion of a block belongs together, and may touch.
  for (const edit of joinTouching(edits)) {
    const known = gathered.get(edit.block) ?? []
    gathered.set(edit.block, known)
    if (known.some((other) => isSameEdit(other, edit))) continue
    const first = known.find((other) => other.via !== edit.via && collide(other, edit))
    if (first) return { first, second: edit }
    if (known.some((other) => other.start < edit.end && edit.start < other.end)) return undefined
    known.push(edit)
  }
  return gathered
}

function joinTouching(edits: readonly BlockEdit[]): BlockEdit[] {
  const joined: BlockEdit[] = []
  for (const edit of edits) {
    const last = joined.findLast((other) => other.block === edit.block && other.via === edit.via)
    if (
      last &&
      last.end === edit.start &&
      (last.lines.length === 0 || edit.start === edit.end || last.start === last.end)
    ) {
      const lines = [...last.lines, ...edit.lines]
      joined[joined.indexOf(last)] = { ...last, end: edit.end, lines }
    } else joined.push(edit)
  }
  return joined
}

/** What the lines of a block are after its edits. */
export function editedTexts(block: Block, edits: readonly BlockEdit[]): string[] {
  return applyEdits(
    block.lines.map(({ text }) => text),
    edits,
  )
}

/** Which white space and quote marks a new line gets: those of its neighbours in the block, or those of the fence. */
export type PrefixSource = 'neighbour' | 'fence'

/** The edits of a page that edits of one of its blocks are. `lines` are those of the page, with their line ends. */
export function toPageEdits(
  block: Block,
  edits: readonly BlockEdit[],
  lines: readonly string[],
  prefixSource: PrefixSource,
): LineEdit[] {
  const writer = new LineWriter(block, lines, prefixSource)
  const content = sortEdits(edits).map(({ start, end, lines: texts }) => ({
    start: writer.first + start,
    end: writer.first + end,
    lines: texts.map((text, at) => writer.write(text, start + Math.min(at, Math.max(0, end - start - 1)), end > start)),
  }))
  return [...content, ...longerFence(block, edits, lines)]
}

class LineWriter {
  /** The line of the page that is the first one of the content. */
  readonly first: number
  readonly #block: Block
  readonly #lines: readonly string[]
  readonly #fencePrefix: string
  readonly #prefixSource: PrefixSource

  constructor(block: Block, lines: readonly string[], prefixSource: PrefixSource) {
    this.#block = block
    this.#lines = lines
    this.#prefixSource = prefixSource
    const { line, column } = block.fence.start
    this.first = line + 1 + block.header.length
    const opening = (lines[line] ?? '').replace(/^\uFEFF/, '')
    // The marker of a list item stands for as many columns of white space in the lines below.
    this.#fencePrefix = opening.slice(0, column).replace(/[^\s>]/g, ' ')
  }

  /** A line in place of line `index` of the block, or in front of it. */
  write(text: string, index: number, isReplacement: boolean): string {
    const prefix = this.#prefix(index)
    const near = this.first + (isReplacement ? index : index - 1)
    const ending = /(\r\n|\n|\r)$/.exec(this.#lines[near] ?? '')?.[1] ?? this.#ending()
    return (text === '' ? prefix.trimEnd() : prefix + text) + ending
  }

  #ending(): string {
    return /(\r\n|\n|\r)$/.exec(this.#lines[this.#block.fence.start.line] ?? '')?.[1] ?? '\n'
  }

  #prefix(index: number): string {
    if (this.#prefixSource === 'fence') return this.#fencePrefix
    const { lines } = this.#block
    const near = [lines[index], lines[index - 1], ...lines].find((line) => line && line.text.trim() !== '')
    if (!near) return this.#fencePrefix
    const whole = (this.#lines[near.position.line] ?? '').replace(/^\uFEFF/, '')
    return whole.slice(0, near.position.column)
  }
}

/** A line that would close the fence makes the fence longer. */
function longerFence(block: Block, edits: readonly BlockEdit[], lines: readonly string[]): LineEdit[] {
  const { line, column } = block.fence.start
  const opening = lines[line] ?? ''
  const offset = opening.startsWith('\uFEFF') ? 1 : 0
  const marker = /^(?:`+|~+)/.exec(opening.slice(offset + column))?.[0] ?? ''
  const closing = lines[block.endLine] ?? ''
  if (marker === '' || !closing.includes(marker)) return []
  const lengths = edits.flatMap((edit) =>
    edit.lines.map((text) => {
      const run = /^[\s>]*(`+|~+)\s*$/.exec(text)?.[1] ?? ''
      return run[0] === marker[0] ? run.length : 0
    }),
  )
  const longest = Math.max(0, ...lengths)
  if (longest < marker.length) return []
  const fence = (marker[0] ?? '`').repeat(longest + 1)
  const start = offset + column
  return [
    { start: line, end: line + 1, lines: [opening.slice(0, start) + fence + opening.slice(start + marker.length)] },
    { start: block.endLine, end: block.endLine + 1, lines: [closing.replace(/`+|~+/, fence)] },
  ]
}
