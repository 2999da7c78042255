import type { ImportStatement } from './import-statement.ts'

/** What is known of the imports of a target. */
export interface ImportScan {
  /** The static ones, wherever they stand. */
  readonly imports: readonly ImportStatement[]
  /** Names that stand outside of imports: all, or all of those that some import brings in. */
  usedNames(): ReadonlySet<string>
  /** Where imports belong. */
  head(): ImportHead
}

/** The place of the imports of a target: behind a shebang, directives and a comment that an empty line sets off. */
export interface ImportHead {
  /** The line in which they begin. */
  readonly line: number
  /** All of them stand there. */
  readonly isComplete: boolean
}
