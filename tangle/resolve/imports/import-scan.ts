/** A stretch of a text. */
export interface Span {
  /** The first character, counted from 0. */
  readonly start: number
  /** Behind its last character. */
  readonly end: number
}

/** One name that an import brings in, from its `type`, if it has one, to what it is called here. */
export interface ImportedName extends Span {
  /** `default`, `*`, or the exported name as written. */
  readonly imported: string
  /** The name that the program uses. */
  readonly local: string
  /** A `type` stands in front of it: it is gone when the program runs. */
  readonly isType: boolean
  /** Where the name itself is written in the text, behind a `type`. */
  readonly offset: number
  /** Where stands what it is called here. */
  readonly localOffset: number
}

/** A static import, wherever it stands. It ends behind its semicolon, if it has one that does not begin a later line. */
export interface ImportStatement extends Span {
  /**
   * `defer` and `source` say when the module is evaluated, and if at all. An `export … from` evaluates its module as an
   * import does.
   */
  readonly keyword: 'import' | 'import type' | 'import defer' | 'import source' | 'export'
  /** The specifier with its quotes. */
  readonly source: string
  /** The place of the specifier in the text. */
  readonly sourceOffset: number
  /** ` with { … }` as written, or nothing. */
  readonly attributes: string
  /** Empty for an import that is there for its effect only, and for `import {} from …`. */
  readonly names: readonly ImportedName[]
  /** Whether the statement ends in a semicolon of its own. */
  readonly hasSemicolon: boolean
}

/** Facts about the imports of a program. Everything is in the order of the text. */
export interface ImportScan {
  /** The static ones at any depth, but for those in the body of `declare module`, `declare global` or a namespace. */
  readonly imports: readonly ImportStatement[]
  /** All comments, so that what is in them is taken for no code. */
  readonly comments: readonly Span[]
  /** `'use strict'` and the like, at the top. */
  readonly directives: readonly Span[]
  /** `export … from`. */
  readonly reexports: readonly (Span & { readonly isType: boolean })[]
  /** Whether something besides its static imports makes the program a module. */
  isModuleAnyway(): boolean
}

/** Why the imports of a program cannot be told. */
export interface ParseFailure {
  /** The words of the parser. */
  readonly message: string
  /** The place in the text that it could not read. */
  readonly offset: number
}

/**
 * Finds the imports of a program. The extension of the path says which language it is in. Every edition of the toolchain
 * that moves imports is given one; `parseImports` is that of Node.
 */
export type ImportFinder = (path: string, text: string) => ImportScan | ParseFailure

export function isFailure(found: ImportScan | ParseFailure): found is ParseFailure {
  return 'message' in found
}

/** The module of an import, whatever its quotes. */
export function moduleOf({ source }: ImportStatement): string {
  return source.slice(1, -1)
}
