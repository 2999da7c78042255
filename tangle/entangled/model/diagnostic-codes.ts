import type { DiagnosticCode } from '../../model/diagnostic.ts'

/** Under which codes the catalogue has what is said of Entangled projects. */
export const codes = {
  /** A key of the configuration or the front matter. */
  setting: 'invalid-setting',
  /** A class that is no known language. */
  language: 'unknown-language',
  /** A hook that does not exist, or is not run here. */
  hook: 'hook-not-run',
  /** What is an error in a page of ours. Entangled passes it by, so here it is a warning, and nothing is stopped. */
  unreadable: 'unreadable-attribute',
  duplicate: 'duplicate-attribute',
  twoNames: 'two-names-for-one-file',
  /** A header of `#|` lines that is no YAML, or no mapping. */
  header: 'unreadable-attribute',
} as const satisfies Record<string, DiagnosticCode>
