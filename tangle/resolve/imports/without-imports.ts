import type { Span } from './import-scan.ts'
import type { OwnedImport } from './own-comments.ts'
import { create, type Piece } from './pieces.ts'
import { isBlank, lineEnd, lineStart, type Trivia } from './trivia.ts'

/** What a line may begin with that goes on the line above, if nothing ends that one (ECMA-262, 12.10). */
const goesOn = /[([`+\-/<]/

/** A program from `head` on without its imports, in pieces. */
export function cutImports(text: string, head: number, imports: readonly OwnedImport[], trivia: Trivia): Piece[] {
  const cutter = new Cutter(text, head)
  imports.forEach((owned, at) => {
    cutter.cut(owned)
    const { statement } = owned
    const next = trivia.next(statement.end)
    if (imports[at + 1]?.statement.start === next || !goesOn.test(text.charAt(next))) return
    const before = previousCode(imports, at, trivia)
    if (before > 0 && !/[;{]/.test(text.charAt(before - 1))) cutter.insert(next, ';')
  })
  return cutter.end()
}

/** Where the code ends that stands in front of an import, and of those directly in front of that one. */
function previousCode(imports: readonly OwnedImport[], at: number, trivia: Trivia): number {
  for (let index = at; ; index--) {
    const before = trivia.previous(imports[index]?.statement.start ?? 0)
    if (imports[index - 1]?.statement.end !== before) return before
  }
}

class Cutter {
  readonly #text: string
  readonly #pieces: Piece[] = []
  #at: number
  /** Where code has to go in, and is not in yet. */
  #mark: { readonly offset: number; readonly text: string } | undefined

  constructor(text: string, head: number) {
    this.#text = text
    this.#at = head
    this.#skipBlank(() => true)
  }

  /** Cuts a statement out, with its comments, and with its line if nothing else is in it. */
  cut({ start, end }: Span): void {
    const text = this.#text
    const [first, last] = [Math.max(lineStart(text, start), this.#at), lineEnd(text, end)]
    const [before, behind] = [text.slice(first, start), text.slice(end, last)]
    if (!isBlank(behind)) {
      this.#keep(start)
      this.#at = end + (behind.length - behind.trimStart().length)
    } else if (!isBlank(before)) {
      this.#keep(first + before.trimEnd().length)
      this.#at = last
    } else {
      this.#keep(first)
      this.#at = Math.min(last + 1, text.length)
      this.#skipBlank(() => this.#isOpen())
    }
  }

  insert(offset: number, text: string): void {
    if (offset > this.#at) this.#mark = { offset, text }
    else this.#pieces.push(create(text))
  }

  end(): Piece[] {
    this.#keep(this.#text.length)
    return this.#pieces
  }

  #keep(end: number): void {
    const mark = this.#mark
    if (mark && mark.offset <= end) {
      this.#mark = undefined
      this.#keep(mark.offset)
      this.#pieces.push(create(mark.text))
    }
    if (end > this.#at) this.#pieces.push({ start: this.#at, end })
    this.#at = Math.max(this.#at, end)
  }

  /** Where an import was, one of two empty lines around it is enough, and none at the start of a body. */
  #skipBlank(isEnough: () => boolean): void {
    const text = this.#text
    for (;;) {
      const end = lineEnd(text, this.#at)
      if (end === text.length || !isBlank(text.slice(this.#at, end))) return
      if (!isEnough()) this.#keep(end + 1)
      else this.#at = end + 1
    }
  }

  /** Whether nothing stands above that an empty line could set off. */
  #isOpen(): boolean {
    const last = this.#pieces.at(-1)
    if (!last || 'text' in last) return last === undefined
    const line = this.#text.slice(lineStart(this.#text, last.end - 1), last.end)
    return isBlank(line) || /[{([]\s*$/.test(line)
  }
}
