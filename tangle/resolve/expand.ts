import type { Block, BlockPiece, PlainLines } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { ReferenceChain, Segment, TargetLine } from '../model/origin-map.ts'
import type { BlockIndex } from './block-index.ts'
import {
  defaultLimits,
  type ExpansionLimits,
  ExpansionSize,
  LimitReached,
  limitDiagnostic,
} from './expansion-limits.ts'

/** Lines of a block where they went. All that is known about a target follows from a list of these. */
export interface PlacedPiece {
  readonly block: Block
  readonly piece: PlainLines
  /** What every line of it gets. */
  readonly indent: string
  readonly via: ReferenceChain | undefined
}

/** What a name becomes. Its text, and its lines with the place of everything in them, are made when somebody asks. */
export class Expansion {
  readonly pieces: readonly PlacedPiece[]
  /** The keys of all names that are in it, some of them several times. */
  readonly keys: readonly string[]
  /** No name is missing, and none is part of itself; and no limit was reached. */
  readonly isWhole: boolean
  readonly diagnostics: readonly Diagnostic[]

  constructor({ pieces, keys, isWhole }: Expander, diagnostics: readonly Diagnostic[]) {
    this.pieces = pieces
    this.keys = keys.length > maximumKeys ? [...new Set(keys)] : keys
    this.isWhole = isWhole
    this.diagnostics = diagnostics
  }

  /** With a newline at its end, unless it is empty (7.2, 12.7). */
  get text(): string {
    const texts = this.pieces.map(textOf)
    // A newline that is joined to the whole would have it copied once more.
    if (texts.length > 0) texts.push('')
    return texts.join('\n')
  }

  get lines(): readonly TargetLine[] {
    return this.pieces.flatMap(linesOf)
  }
}

/** Where few names are used over and over, only they are kept. */
const maximumKeys = 1000

/**
 * Puts the parts of a name in place of each reference to it, every line with the indent of the reference (6.3). An
 * expanded blank line carries no white space (12.1). Undefined names and cycles expand to nothing: `checkReferences`
 * reports them.
 */
export function expand(key: string, index: BlockIndex, limits?: Partial<ExpansionLimits>): Expansion {
  const expander = new Expander(index, limits ? { ...defaultLimits, ...limits } : defaultLimits)
  try {
    expander.expand(key)
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    // Of what is never written, nothing is kept.
    const nothing = new Expander(index, defaultLimits)
    nothing.isWhole = false
    return new Expansion(nothing, [limitDiagnostic(key, error, index.named.get(key)?.[0])])
  }
  return new Expansion(expander, [])
}

/** A name that is being expanded, and how far it has got. */
interface OpenName {
  readonly key: string
  readonly parts: readonly Block[]
  readonly indent: string
  readonly via: ReferenceChain | undefined
  part: number
  /** Of the part that it has got to. */
  pieces: readonly BlockPiece[]
  piece: number
}

class Expander {
  readonly pieces: PlacedPiece[] = []
  readonly keys: string[] = []
  isWhole = true
  readonly #index: BlockIndex
  readonly #size: ExpansionSize
  readonly #stack: OpenName[] = []
  readonly #open = new Set<string>()

  constructor(index: BlockIndex, limits: ExpansionLimits) {
    this.#index = index
    this.#size = new ExpansionSize(limits)
  }

  /** Without recursion: how deep pages may nest is a matter of limits, and not of the stack. */
  expand(root: string): void {
    this.#enter(root, '', undefined)
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      const block = top.parts[top.part]
      const piece = top.pieces[top.piece++]
      if (block !== undefined && piece !== undefined) this.#add(block, piece, top)
      else if (++top.part < top.parts.length) {
        top.pieces = top.parts[top.part]?.pieces ?? []
        top.piece = 0
      } else {
        this.#stack.pop()
        this.#open.delete(top.key)
      }
    }
  }

  #enter(key: string, indent: string, via: ReferenceChain | undefined): void {
    const parts = this.#index.named.get(key)
    if (!parts || this.#open.has(key)) {
      this.isWhole = false
      return
    }
    this.#size.checkDepth(this.#stack.length, via)
    this.keys.push(key)
    this.#open.add(key)
    this.#stack.push({ key, parts, indent, via, part: 0, pieces: parts[0]?.pieces ?? [], piece: 0 })
  }

  #add(block: Block, piece: BlockPiece, { indent, via }: OpenName): void {
    if ('reference' in piece) {
      const { reference, length } = piece
      this.#size.add(1, indent.length + length, via)
      this.#enter(this.#index.keyOf(reference.name, block), indent + reference.indent, { reference, parent: via })
    } else {
      const { count, text } = piece
      this.#size.add(count, text.length - (count - 1) + indent.length * count, via)
      this.pieces.push({ block, piece, indent, via })
    }
  }
}

const blankLine = /^[^\S\n]+$/m

/** The lines of a piece, joined. Blank lines of what a reference brought lose their white space (12.1). */
function textOf({ piece: { text }, indent, via }: PlacedPiece): string {
  if (!via || (indent === '' && !blankLine.test(text))) return text
  return text
    .split('\n')
    .map((line) => (isBlank(line) ? '' : indent + line))
    .join('\n')
}

function linesOf({ block, piece, indent, via }: PlacedPiece): TargetLine[] {
  return piece.text.split('\n').map((text, at) => {
    const position = block.placeOf(piece.at + at)
    const origin = { block, position, via }
    if (via && isBlank(text)) return { text: '', segments: [{ column: 0, origin }] }
    const segments: Segment[] = [{ column: indent.length, origin }]
    if (piece.escapeColumn !== undefined) {
      // The backslash of an escaped reference goes to no target.
      const behind = { line: position.line, column: position.column + piece.escapeColumn + 1 }
      segments.push({ column: indent.length + piece.escapeColumn, origin: { block, position: behind, via } })
    }
    return { text: indent + text, segments }
  })
}

function isBlank(text: string): boolean {
  // Nearly no line is.
  const first = text.charCodeAt(0)
  return Number.isNaN(first) || ((first <= 32 || first > 127) && text.trim() === '')
}
