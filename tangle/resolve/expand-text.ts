import type { Block, BlockPiece } from '../model/block.ts'
import { countLines } from '../parse/line-ends.ts'
import type { BlockIndex } from './block-index.ts'
import { defaultLimits, type ExpansionLimits } from './expand.ts'

export interface ExpandedText {
  /** With a newline at its end, unless it is empty (7.2, 12.7). */
  readonly text: string
  /** The keys of all names that are in it, some of them several times. */
  readonly keys: readonly string[]
  /** No name is missing, and none is part of itself. */
  readonly isWhole: boolean
}

/** A name that is being expanded, and how far it has got. */
interface OpenName {
  readonly key: string
  readonly parts: readonly Block[]
  readonly indent: string
  part: number
  /** Of the part that it has got to. */
  pieces: readonly BlockPiece[]
  piece: number
}

/**
 * The text of `expand`, without the places that it comes from, which take most of its time and memory. `undefined` if a
 * limit is reached: `expand` says what there is to say about that.
 */
export function expandText(
  root: string,
  index: BlockIndex,
  limits: Partial<ExpansionLimits> = defaultLimits,
): ExpandedText | undefined {
  const allowed = limits === defaultLimits ? defaultLimits : { ...defaultLimits, ...limits }
  return (
    new TextExpander(index, allowed, mostLines).expand(root) ??
    new TextExpander(index, allowed, countLines).expand(root)
  )
}

/** As many lines as a text can have at all. Targets that are below their limits by this measure need not be counted. */
function mostLines(text: string): number {
  return text.length + 1
}

class TextExpander {
  readonly #index: BlockIndex
  readonly #limits: ExpansionLimits
  readonly #linesOf: (text: string) => number
  /** Each one or more lines. */
  readonly #texts: string[] = []
  readonly #keys: string[] = []
  readonly #stack: OpenName[] = []
  readonly #open = new Set<string>()
  #isWhole = true
  #work = 0
  #characters = 0

  constructor(index: BlockIndex, limits: ExpansionLimits, linesOf: (text: string) => number) {
    this.#index = index
    this.#limits = limits
    this.#linesOf = linesOf
  }

  expand(root: string): ExpandedText | undefined {
    if (!this.#enter(root, '')) return undefined
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      const piece = top.pieces[top.piece++]
      if (piece !== undefined) {
        if (!this.#add(piece, top)) return undefined
      } else if (++top.part < top.parts.length) {
        top.pieces = top.parts[top.part]?.pieces ?? []
        top.piece = 0
      } else {
        this.#stack.pop()
        this.#open.delete(top.key)
      }
    }
    // With a newline at the end, which joined to the whole would have it copied once more.
    if (this.#texts.length > 0) this.#texts.push('')
    const text = this.#texts.join('\n')
    return { text, keys: withoutRepeats(this.#keys), isWhole: this.#isWhole }
  }

  /** False if a limit is reached. */
  #enter(key: string, indent: string): boolean {
    const parts = this.#index.named.get(key)
    if (!parts || this.#open.has(key)) {
      this.#isWhole = false
      return true
    }
    if (this.#stack.length > this.#limits.depth) return false
    this.#keys.push(key)
    const pieces = parts[0]?.pieces ?? []
    const only = pieces[0]
    // Most names are a few lines that refer to nothing.
    if (only && !('reference' in only) && pieces.length === 1 && parts.length === 1)
      return this.#addText(only.text, indent, this.#stack.length === 0)
    this.#open.add(key)
    this.#stack.push({ key, parts, indent, part: 0, pieces, piece: 0 })
    return true
  }

  #add(piece: BlockPiece, { parts, part, indent }: OpenName): boolean {
    if ('reference' in piece) {
      const block = parts[part]
      const key = block ? this.#index.keyOf(piece.reference, block) : piece.reference
      return this.#count(1, indent.length + piece.length) && this.#enter(key, indent + piece.indent)
    }
    return this.#addText(piece.text, indent, this.#stack.length === 1)
  }

  #addText(text: string, indent: string, isOutermost: boolean): boolean {
    const lines = this.#linesOf(text)
    // Newlines do not count; where lines are not counted, they do.
    const newlines = this.#linesOf === countLines ? lines - 1 : 0
    // What is too long is never put together.
    if (!this.#count(lines, text.length - newlines + indent.length * lines)) return false
    // Blank lines of what a reference brought lose their white space (12.1).
    this.#texts.push(isOutermost ? text : indentLines(text, indent))
    return true
  }

  #count(lines: number, characters: number): boolean {
    this.#work += lines
    this.#characters += characters
    return this.#work <= this.#limits.lines && this.#characters <= this.#limits.characters
  }
}

const blankLine = /^[^\S\n]+$/m

/** Every line of a text with an indent, but for blank ones, which lose their white space. */
function indentLines(text: string, indent: string): string {
  if (indent === '' && !blankLine.test(text)) return text
  return text
    .split('\n')
    .map((line) => (isBlank(line) ? '' : indent + line))
    .join('\n')
}

function isBlank(text: string): boolean {
  // Nearly no line is.
  const first = text.charCodeAt(0)
  return Number.isNaN(first) || ((first <= 32 || first > 127) && text.trim() === '')
}

/** Where few names are used over and over, only they are kept. */
function withoutRepeats(keys: readonly string[]): readonly string[] {
  return keys.length > maximumKeys ? [...new Set(keys)] : keys
}

const maximumKeys = 1000
