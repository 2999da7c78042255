import type { Location } from './location.ts'

/** The stable names of everything the toolchain reports. */
export type DiagnosticCode =
  // parse
  | 'unreadable-attribute'
  | 'duplicate-attribute'
  | 'unknown-attribute'
  | 'invalid-attribute'
  | 'unclosed-fence'
  | 'comment-ends-in-block'
  | 'stray-fence'
  | 'bad-indent'
  | 'fence-not-read'
  // parse, in projects of Entangled
  | 'invalid-setting'
  | 'unknown-language'
  | 'hook-not-run'
  // resolve
  | 'undefined-name'
  | 'reference-cycle'
  | 'not-a-reference'
  | 'two-names-for-one-file'
  | 'file-on-two-pages'
  | 'path-outside-project'
  | 'unusable-path'
  | 'case-collision'
  | 'expansion-limit'
  | 'import-conflict'
  | 'unparsed-imports'
  // write and check
  | 'conflict'
  | 'stitch-conflict'
  | 'disk-error'
  | 'stale'
  | 'orphan'
  | 'leftover'
  | 'unused-block'
  | 'unproven-block'
  | 'excerpt-differs'
  | 'missing-region'
  | 'secret-region'
  | 'unseen-region'
  | 'broken-link'
  | 'unknown-link-root'
  | 'unknown-script'
  | 'unknown-word'
  | 'stale-table'
  | 'unusable-table'
  | 'invalid-data'
  | 'wrong-default'
  | 'wrong-figure'
  | 'unusable-figure'
  | 'type-error'
  | 'expected-type-error'
  | 'floating-promise'
  | 'unreadable-code'
  | 'incomplete-block'
  | 'needless-exception'
  | 'exception-without-reason'
  | 'unusable-tsconfig'
  | 'baseline-outdated'
  | 'no-compiler'
  // run
  | 'unknown-example'
  | 'example-failed'
  | 'unexpected-output'
  | 'unexpected-transcript'
  | 'timeout'
  | 'host-failed'
  | 'network-access'
  | 'command-failed'
  | 'unexpected-command-output'
  // coverage
  | 'not-executed'
  | 'incomplete-coverage'
  | 'unshown-export'

/** A second place that belongs to a diagnostic: a member of a cycle, the reference that led here. */
export interface RelatedLocation {
  /** Says what is there, in a few words. */
  readonly message: string
  /** The place of it, in the same page or another file. */
  readonly location: Location
}

/** Something to tell the author of a page. Never thrown: collected, and reported together. */
export interface Diagnostic {
  /** The stable name of its kind. A page of the documentation explains each. */
  readonly code: DiagnosticCode
  /** Errors stop writing and make the exit status 1; warnings do neither. */
  readonly severity: 'error' | 'warning'
  /** One sentence: what is wrong, and with what. */
  readonly message: string
  /** The place in a page, or in another file. Absent where the finding is about no file. */
  readonly location?: Location
  /** Further places that belong to it. Absent if there are none. */
  readonly related?: readonly RelatedLocation[]
  /** Advice on how to mend it. */
  readonly hint?: string
  /** More lines: a difference, a stack. */
  readonly detail?: string
}
