import type { Block } from './block.ts'
import type { Diagnostic } from './diagnostic.ts'

/** A Markdown file as it was read. */
export interface PageSource {
  /** Relative to the project root, with `/`. */
  readonly path: string
  readonly text: string
}

/** A Markdown file and what is in it. */
export interface Page extends PageSource {
  /** The text without a byte order mark, cut at line ends of any kind. */
  readonly lines: readonly string[]
  /** What the front matter calls the namespace of its names: `tangle: { namespace: a::b }`. */
  readonly namespace?: string
  /** Every fenced block, hidden ones included, in order. */
  readonly blocks: readonly Block[]
  readonly diagnostics: readonly Diagnostic[]
}
