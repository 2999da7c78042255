import type { Block } from '../model/block.ts'
import type { BlockIndex } from './block-index.ts'
import { defaultLimits, type ExpansionLimits } from './expand.ts'

export interface ExpandedText {
  /** With a newline at its end, unless it is empty (7.2, 12.7). */
  readonly text: string
  readonly lineCount: number
  /** The keys of all names that are in it, in the order of their first use. */
  readonly keys: ReadonlySet<string>
  /** No name is missing, and none is part of itself. */
  readonly isWhole: boolean
}

/** A name that is being expanded, and how far it has got. */
interface OpenName {
  readonly key: string
  readonly parts: readonly Block[]
  readonly indent: string
  part: number
  piece: number
}

/**
 * The lines of `expand`, without the places that they come from, which take most of its time and memory. `undefined`
 * if a limit is reached: `expand` says what there is to say about that.
 */
export function expandText(
  root: string,
  index: BlockIndex,
  limits: Partial<ExpansionLimits> = defaultLimits,
): ExpandedText | undefined {
  const allowed = limits === defaultLimits ? defaultLimits : { ...defaultLimits, ...limits }
  // Each one or more lines.
  const pieces: string[] = []
  let lineCount = 0
  const keys = new Set<string>()
  let isWhole = true
  const stack: OpenName[] = []
  const open = new Set<string>()
  let [work, characters] = [0, 0]
  const enter = (key: string, indent: string): boolean => {
    const parts = index.named.get(key)
    if (!parts || open.has(key)) {
      isWhole = false
      return true
    }
    if (stack.length > allowed.depth) return false
    keys.add(key)
    open.add(key)
    stack.push({ key, parts, indent, part: 0, piece: 0 })
    return true
  }
  enter(root, '')
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const block = top.parts[top.part]
    if (block === undefined) {
      stack.pop()
      open.delete(top.key)
      continue
    }
    const { indent } = top
    const piece = block.pieces[top.piece++]
    if (piece === undefined) {
      top.part++
      top.piece = 0
    } else if ('reference' in piece) {
      characters += indent.length + piece.length
      if (++work > allowed.lines || characters > allowed.characters) return undefined
      if (!enter(index.keyOf(piece.reference, block), indent + piece.indent)) return undefined
    } else {
      work += piece.lineCount
      characters += piece.text.length + 1 - piece.lineCount + indent.length * piece.lineCount
      if (work > allowed.lines || characters > allowed.characters) return undefined
      lineCount += piece.lineCount
      // Blank lines of what a reference brought lose their white space (12.1).
      pieces.push(stack.length === 1 ? piece.text : indentLines(piece.text, indent))
    }
  }
  return { text: lineCount === 0 ? '' : `${pieces.join('\n')}\n`, lineCount, keys, isWhole }
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
