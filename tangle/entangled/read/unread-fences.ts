import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'

const opening = /^(?<prefix>\uFEFF?[\s>]*)(?<fence>`{3,}|~{3,})\s*\{[^{}]*(?:#\p{L}|file\s*=)[^{}]*\}\s*$/u

/**
 * What is wrong with a line of text that its author surely meant to open a block: a byte order mark, a quote, tildes
 * and more than three backticks hide it from Entangled, without a word (defect D16).
 */
export function reportUnreadFence(file: string, line: number, text: string): Diagnostic | undefined {
  const groups = opening.exec(text)?.groups
  if (!groups) return undefined
  const { prefix = '', fence = '' } = groups
  const why = prefix.startsWith('\uFEFF')
    ? 'stands behind a byte order mark'
    : prefix.includes('>')
      ? 'stands in a block quote'
      : fence.startsWith('~')
        ? 'is fenced by tildes'
        : `is fenced by ${fence.length} backticks`
  const mark = prefix.startsWith('\uFEFF') ? 1 : 0
  const column = prefix.length - mark
  return {
    code: 'fence-not-read',
    severity: 'warning',
    message: `This block ${why}; Entangled does not read it, and it is not tangled.`,
    location: locate(file, { line, column }, text.trimEnd().length - prefix.length),
    hint: 'Entangled reads fences of three backticks, behind nothing but white space.',
  }
}

/** Follows the plain fences of three backticks in the text between blocks, of which Entangled knows nothing. */
export class PlainFences {
  #open: { readonly line: number; readonly isBare: boolean } | undefined

  /** Takes note of a line of text. */
  pass(line: number, text: string): void {
    const fence = /^\s*```(?!`)([^`]*)$/.exec(text)
    if (!fence) return
    const isBare = fence[1]?.trim() === ''
    if (this.#open === undefined) this.#open = { line, isBare }
    // With a word behind it, it opens another one: the first was never closed.
    else this.#open = isBare ? undefined : { line, isBare }
  }

  /** A block that is read begins. Returns the line of a fence that is open, and that nobody meant to be (12.2). */
  meetBlock(): number | undefined {
    const open = this.#open
    this.#open = undefined
    return open?.line
  }
}

/** Follows the fences that Markdown would open in the text between blocks, and that Entangled knows nothing of. */
export class LongerFences {
  #open: string | undefined

  /** Takes note of a line of text. */
  pass(text: string): void {
    const fence = /^\s*(`{4,}|~{3,})(.*)$/.exec(text)
    if (!fence) return
    const [, marks = '', rest = ''] = fence
    if (this.#open === undefined) this.#open = marks
    else if (rest.trim() === '' && marks[0] === this.#open[0] && marks.length >= this.#open.length)
      this.#open = undefined
  }

  /** Whether Markdown takes what follows for the content of a fence. */
  get isOpen(): boolean {
    return this.#open !== undefined
  }
}
