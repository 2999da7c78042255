import type { Diagnostic } from '../model/diagnostic.ts'
import type { Target } from '../model/origin-map.ts'

/** The effect on one file. */
export type PlannedAction =
  | {
      readonly kind: 'create'
      /** The file, relative to the project root. */
      readonly path: string
      /** The target that it is, or should be. */
      readonly target: Target
    }
  | {
      readonly kind: 'update'
      readonly path: string
      readonly target: Target
      /** The text that the file has now. */
      readonly before: string
    }
  | { readonly kind: 'unchanged'; readonly path: string; readonly target: Target }
  /** Has the right text, and other permissions than `mode=` says. */
  | {
      readonly kind: 'mode'
      readonly path: string
      readonly target: Target
      /** The permissions that `mode=` asks for, such as `0o755`. */
      readonly mode: number
      /** The permissions that the file has now. */
      readonly modeBefore: number
    }
  /** Someone else changed the file, or made it: it is not overwritten. */
  | { readonly kind: 'conflict'; readonly path: string; readonly target: Target | undefined; readonly before: string }
  /** Written by an earlier run, unmodified since, and no page names it any more. */
  | { readonly kind: 'remove'; readonly path: string; readonly before: string }
  /** Lies in a folder that the tangler owns, and the tangler did not write it. Reported, never touched. */
  | { readonly kind: 'stranger'; readonly path: string }

/** What comes of one file. */
export interface Outcome {
  readonly action?: PlannedAction
  readonly diagnostic?: Diagnostic
  readonly hash?: string
  readonly real?: string
  /** The file says that it was generated, and nothing else does: it is outdated, or edited. */
  readonly isDoubtful?: boolean
}
