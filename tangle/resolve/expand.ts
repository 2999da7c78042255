import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { ReferenceChain, Segment, TargetLine } from '../model/origin-map.ts'
import type { BlockIndex } from './block-index.ts'

/** Bounds of one target, so that a chain of doublings ends in a diagnostic and not in a full disk (12.15). */
export interface ExpansionLimits {
  /** Lines of a target, expanded references counted as well. Default 1,000,000. */
  readonly lines: number
  /** Characters of a target. Default 64 Mi. */
  readonly characters: number
  /** References inside references. Default 10,000. */
  readonly depth: number
}

export const defaultLimits: ExpansionLimits = { lines: 1_000_000, characters: 64 * 1024 * 1024, depth: 10_000 }

export interface Expansion {
  readonly lines: readonly TargetLine[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Puts the parts of a name in place of each reference to it, every line with the indent of the reference (6.3). An
 * expanded blank line carries no white space (12.1). Undefined names and cycles expand to nothing: `checkReferences`
 * reports them.
 */
export function expand(key: string, index: BlockIndex, limits: Partial<ExpansionLimits> = {}): Expansion {
  const expander = new Expander(index, { ...defaultLimits, ...limits })
  try {
    expander.expand(key)
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    // Of what is never written, nothing is kept.
    expander.lines.length = 0
    expander.reportLimit(key, error)
  }
  return expander
}

class LimitReached {
  readonly what: string
  readonly via: ReferenceChain | undefined
  constructor(what: string, via: ReferenceChain | undefined) {
    this.what = what
    this.via = via
  }
}

/** A name that is being expanded, and how far it has got. */
interface OpenName {
  readonly key: string
  readonly parts: readonly Block[]
  readonly indent: string
  readonly via: ReferenceChain | undefined
  part: number
  line: number
}

class Expander implements Expansion {
  readonly lines: TargetLine[] = []
  readonly diagnostics: Diagnostic[] = []
  readonly #index: BlockIndex
  readonly #limits: ExpansionLimits
  readonly #stack: OpenName[] = []
  readonly #open = new Set<string>()
  #work = 0
  #characters = 0

  constructor(index: BlockIndex, limits: ExpansionLimits) {
    this.#index = index
    this.#limits = limits
  }

  /** Without recursion: how deep pages may nest is a matter of limits, and not of the stack. */
  expand(root: string): void {
    this.#enter(root, '', undefined)
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      const block = top.parts[top.part]
      const line = block?.lines[top.line]
      if (block === undefined) {
        this.#stack.pop()
        this.#open.delete(top.key)
      } else if (line === undefined) {
        top.part++
        top.line = 0
      } else {
        top.line++
        this.#add(block, line, top)
      }
    }
  }

  #enter(key: string, indent: string, via: ReferenceChain | undefined): void {
    const parts = this.#index.named.get(key)
    if (!parts || this.#open.has(key)) return
    if (this.#stack.length > this.#limits.depth)
      throw new LimitReached(`${this.#limits.depth} references inside each other`, via)
    this.#open.add(key)
    this.#stack.push({ key, parts, indent, via, part: 0, line: 0 })
  }

  #add(block: Block, line: Block['lines'][number], { indent, via }: OpenName): void {
    const { reference, position, escapeColumn } = line
    // The backslash of an escaped reference goes to no target.
    this.#count(indent.length + line.text.length - (escapeColumn === undefined ? 0 : 1), via)
    if (reference) {
      this.#enter(this.#index.keyOf(reference.name, block), indent + reference.indent, { reference, parent: via })
    } else if (via && line.text.trim() === '') {
      this.lines.push({ text: '', segments: [{ column: 0, origin: { block, position, via } }] })
    } else this.lines.push(this.#line(block, line, indent, via))
  }

  #line(block: Block, line: Block['lines'][number], indent: string, via: ReferenceChain | undefined): TargetLine {
    const { text, position, escapeColumn } = line
    const segments: Segment[] = [{ column: indent.length, origin: { block, position, via } }]
    if (escapeColumn === undefined) return { text: indent + text, segments }
    const behind = { line: position.line, column: position.column + escapeColumn + 1 }
    segments.push({ column: indent.length + escapeColumn, origin: { block, position: behind, via } })
    return { text: indent + text.slice(0, escapeColumn) + text.slice(escapeColumn + 1), segments }
  }

  #count(characters: number, via: ReferenceChain | undefined): void {
    this.#characters += characters
    if (++this.#work > this.#limits.lines) throw new LimitReached(`${this.#limits.lines} lines`, via)
    if (this.#characters > this.#limits.characters) throw new LimitReached(`${this.#limits.characters} characters`, via)
  }

  reportLimit(key: string, { what, via }: LimitReached): void {
    const block = this.#index.named.get(key)?.[0]
    let outermost = via
    while (outermost?.parent) outermost = outermost.parent
    const location = outermost?.reference.location ?? block?.fence
    this.diagnostics.push({
      code: 'expansion-limit',
      severity: 'error',
      message: `The expansion of <<${key}>> has more than ${what}.`,
      ...(location && { location }),
      hint: 'Does a block refer to another one twice, which does the same in turn?',
    })
  }
}
