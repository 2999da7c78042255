import jsTokens, { type Token } from 'js-tokens'

/** A token of a target and where it starts. */
export interface PlacedToken {
  readonly type: Token['type']
  readonly value: string
  readonly offset: number
}

/** One name that an import brings in. */
export interface ImportedName {
  /** `default`, `*`, or the exported name as written. */
  readonly imported: string
  readonly local: string
  readonly isType: boolean
  /** Where the name itself is written in the text, behind a `type`. */
  readonly offset: number
}

/** A static import, wherever it stands. */
export interface ImportStatement {
  readonly start: number
  /** Behind the semicolon, if there is one. */
  readonly end: number
  /** The specifier with its quotes, and with `with { … }` if there is one. */
  readonly source: string
  readonly sourceOffset: number
  /** `import type { … }`. */
  readonly isType: boolean
  /** Empty for an import that is there for its effect only, and for `import {} from …`. */
  readonly names: readonly ImportedName[]
  readonly hasSemicolon: boolean
}

export function placeTokens(text: string): PlacedToken[] {
  const tokens: PlacedToken[] = []
  let offset = 0
  for (const { type, value } of jsTokens(text)) {
    tokens.push({ type, value, offset })
    offset += value.length
  }
  return tokens
}

const invisible = new Set<Token['type']>([
  'WhiteSpace',
  'LineTerminatorSequence',
  'MultiLineComment',
  'SingleLineComment',
])

/** White space and comments: what a parser does not see. */
export function isInvisible(token: PlacedToken): boolean {
  return invisible.has(token.type)
}

/**
 * Finds the static imports of a target at any depth. Works on tokens, so that text in strings, templates and comments
 * is never taken for one. `import(…)`, `import.meta` and `import x = require(…)` are none.
 */
export function findImports(tokens: readonly PlacedToken[]): ImportStatement[] {
  const seen = tokens.filter((token) => !isInvisible(token))
  const imports: ImportStatement[] = []
  for (let at = 0; at < seen.length; at++) {
    if (seen[at]?.value !== 'import' || seen[at]?.type !== 'IdentifierName') continue
    const before = seen[at - 1]
    if (before && /^(\.|\?\.|import|export|as|,)$/.test(before.value)) continue
    const reader = new StatementReader(seen, at)
    const statement = reader.read()
    if (!statement) continue
    imports.push(statement)
    at = reader.at - 1
  }
  return imports
}

class StatementReader {
  at: number
  readonly #tokens: readonly PlacedToken[]
  readonly #names: ImportedName[] = []

  constructor(tokens: readonly PlacedToken[], at: number) {
    this.#tokens = tokens
    this.at = at
  }

  /** `undefined` for anything that is no static import: nothing is guessed. */
  read(): ImportStatement | undefined {
    const start = this.#next()?.offset ?? 0
    // `import type from 'x'` imports a default called type.
    const isType =
      this.#peek() === 'type' &&
      (/^[{*]$/.test(this.#peek(1)) ||
        (this.#isName(1) && this.#peek(1) !== 'from') ||
        (this.#peek(1) === 'from' && this.#peek(2) === 'from'))
    if (isType) this.#next()
    if (!this.#isString() && !this.#readClause(isType)) return undefined
    const source = this.#next()
    if (source?.type !== 'StringLiteral') return undefined
    const attributes = this.#readAttributes()
    let end = attributes?.end ?? source.offset + source.value.length
    const hasSemicolon = this.#peek() === ';'
    if (hasSemicolon) end = (this.#next()?.offset ?? end) + 1
    const names = this.#names
    return {
      start,
      end,
      source: source.value + (attributes?.text ?? ''),
      sourceOffset: source.offset,
      isType,
      names,
      hasSemicolon,
    }
  }

  #readClause(isType: boolean): boolean {
    for (let first = true; first || this.#peek() === ','; first = false) {
      if (!first) this.#next()
      if (this.#peek() === '{') {
        if (!this.#readNames(isType)) return false
      } else if (this.#peek() === '*') {
        const star = this.#next()
        const as = this.#next()
        const local = this.#next()
        if (!star || as?.value !== 'as' || local?.type !== 'IdentifierName') return false
        this.#names.push({ imported: '*', local: local.value, isType, offset: star.offset })
      } else {
        const local = this.#next()
        if (local?.type !== 'IdentifierName') return false
        this.#names.push({ imported: 'default', local: local.value, isType, offset: local.offset })
      }
    }
    return this.#next()?.value === 'from'
  }

  #readNames(isType: boolean): boolean {
    this.#next()
    while (this.#peek() !== '}') {
      const typed =
        this.#peek() === 'type' && !/^[,}]$/.test(this.#peek(1)) && (this.#peek(1) !== 'as' || this.#peek(2) === 'as')
      if (typed) this.#next()
      const imported = this.#next()
      if (imported?.type !== 'IdentifierName' && imported?.type !== 'StringLiteral') return false
      let local: PlacedToken | undefined = imported
      if (this.#peek() === 'as') {
        this.#next()
        local = this.#next()
      }
      if (local?.type !== 'IdentifierName') return false
      const { offset, value } = imported
      this.#names.push({ imported: value, local: local.value, isType: isType || typed, offset })
      if (this.#peek() === ',') this.#next()
      else if (this.#peek() !== '}') return false
    }
    this.#next()
    return true
  }

  /** ` with { type: 'json' }` */
  #readAttributes(): { text: string; end: number } | undefined {
    if (!/^(with|assert)$/.test(this.#peek()) || this.#peek(1) !== '{') return undefined
    const parts: string[] = []
    for (let token = this.#next(); token; token = this.#next()) {
      parts.push(token.value)
      if (token.value === '}')
        return { text: ` ${parts.join(' ').replaceAll(' :', ':').replaceAll(' ,', ',')}`, end: token.offset + 1 }
    }
    return undefined
  }

  #isString(): boolean {
    return this.#tokens[this.at]?.type === 'StringLiteral'
  }

  #isName(ahead: number): boolean {
    return this.#tokens[this.at + ahead]?.type === 'IdentifierName'
  }

  #peek(ahead = 0): string {
    return this.#tokens[this.at + ahead]?.value ?? ''
  }

  #next(): PlacedToken | undefined {
    return this.#tokens[this.at++]
  }
}
