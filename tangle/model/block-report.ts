import type { Block } from './block.ts'
import type { Diagnostic } from './diagnostic.ts'

/** How far a plain block could be checked. */
export type BlockState =
  | 'complete'
  | 'with-context'
  | 'incomplete'
  | 'not-installed'
  | 'mistaken'
  | 'unreadable'
  /** It shows what was, by its page or by what stands above it: only that it can be read is known. */
  | 'past'
  /** Its syntax is right; there is no compiler for the rest. */
  | 'parsed'
  | 'skipped'

/** A plain block, and what came out of it. */
export interface BlockReport {
  readonly block: Block
  readonly state: BlockState
  /** Names that nothing declares. */
  readonly unknown: readonly string[]
  readonly missingModules: readonly string[]
  /** What is wrong with it. */
  readonly diagnostics: readonly Diagnostic[]
}
