import type { Block } from './block.ts'
import type { Diagnostic } from './diagnostic.ts'

/** A Markdown file as it was read. */
export interface PageSource {
  /** Relative to the project root, with `/`. */
  readonly path: string
  /** The whole file, as it was read. */
  readonly text: string
}

/** A Markdown file and what is in it. */
export interface Page extends PageSource {
  /** The text without a byte order mark, cut at line ends of any kind. */
  readonly lines: readonly string[]
  /** The namespace of its names, from the front matter: `tangle: { namespace: a::b }`. */
  readonly namespace?: string
  /** Every fenced block, hidden ones included, in order. */
  readonly blocks: readonly Block[]
  /** Findings about this page alone, from reading it. */
  readonly diagnostics: readonly Diagnostic[]
}
