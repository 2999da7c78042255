import { LineOffsets } from '../parse/line-offsets.ts'
import type { ImportHead, ImportScan } from './import-scan.ts'
import { findImports, type ImportStatement, isInvisible, type PlacedToken, placeTokens } from './import-statement.ts'

/** Reads the imports of any target, token by token. */
export class TokenImports implements ImportScan {
  readonly imports: readonly ImportStatement[]
  readonly #lines: readonly string[]
  readonly #offsets: LineOffsets
  readonly #tokens: readonly PlacedToken[]

  constructor(text: string) {
    this.#lines = text.split('\n')
    this.#offsets = new LineOffsets(this.#lines)
    this.#tokens = placeTokens(text)
    this.imports = findImports(this.#tokens)
  }

  usedNames(): Set<string> {
    const used = new Set<string>()
    let next = 0
    for (const token of this.#tokens) {
      while (token.offset >= (this.imports[next]?.end ?? Number.POSITIVE_INFINITY)) next++
      const statement = this.imports[next]
      if (statement && token.offset >= statement.start) continue
      if (token.type === 'IdentifierName') used.add(token.value)
    }
    return used
  }

  head(): ImportHead {
    const visible = this.#tokens.filter((token) => !isInvisible(token) && token.type !== 'HashbangComment')
    let at = 0
    while (visible[at]?.type === 'StringLiteral' && this.#isDirective(visible, at)) {
      at++
      if (visible[at]?.value === ';') at++
    }
    const first = visible[at]
    let inHead = 0
    for (let token = first; token && token.offset === this.imports[inHead]?.start; token = visible[at]) {
      const end = this.imports[inHead++]?.end ?? 0
      while ((visible[at]?.offset ?? Number.POSITIVE_INFINITY) < end) at++
    }
    let line = first ? this.#offsets.positionAt(first.offset).line : 0
    const lowest = this.#tokens[0]?.type === 'HashbangComment' ? 1 : 0
    if (inHead === 0) while (line > lowest && this.#isComment(line - 1)) line--
    return { line, isComplete: inHead === this.imports.length }
  }

  #isDirective(visible: readonly PlacedToken[], at: number): boolean {
    const [token, next] = [visible[at], visible[at + 1]]
    if (!token || !next || next.value === ';') return true
    return (
      this.#offsets.positionAt(token.offset).line < this.#offsets.positionAt(next.offset).line &&
      !/^[.([+]/.test(next.value)
    )
  }

  #isComment(line: number): boolean {
    return /^\s*(\/\/|\/\*|\*)/.test(this.#lines[line] ?? '')
  }
}
