import type { Location, Position } from './location.ts'

/** `<<name>>` alone on a line of a block. */
export interface BlockReference {
  /** The name between the brackets, as it is written. */
  readonly name: string
  /** The white space before `<<`: every line of the expansion gets it. */
  readonly indent: string
  /** The `<<name>>` itself. */
  readonly location: Location
}

/** A line of a block, without the indent or quote marks that the fence stands in. */
export interface BlockLine {
  /** The line without its end. */
  readonly text: string
  /** Where `text` starts in the page. */
  readonly position: Position
  /** The reference that the line is, if it is one. */
  readonly reference?: BlockReference
  /** The column in `text` of a backslash that keeps `\<<name>>` from being a reference. */
  readonly escapeColumn?: number
}

/** `key=value` of an info string. */
export interface Attribute {
  /** The part before `=`, as it is written. */
  readonly key: string
  /** The part behind `=`, without quotes. Empty for a word that stands alone. */
  readonly value: string
  /** From the key to the end of the value. */
  readonly location: Location
  /** It stands outside of braces, where site generators put words of their own. */
  readonly isBare?: true
}

/** One or more lines as they go into a target. */
export interface PlainLines {
  /** Which line of the block is the first of them. */
  readonly at: number
  /** How many lines they are. */
  readonly count: number
  /** Joined by newlines; there is none at the end. */
  readonly text: string
  /** The column of a backslash that `text` has no more: of `\<<name>>`, which is a piece by itself. */
  readonly escapeColumn?: number
}

/** A line that others take the place of. */
export interface ReferenceLine {
  /** Which line of the block it is. */
  readonly at: number
  readonly reference: BlockReference
  /** The length of the line. */
  readonly length: number
}

export type BlockPiece = PlainLines | ReferenceLine

/** A fenced code block of a page, with or without literate attributes. */
export interface Block {
  /** The page, relative to the project root. */
  readonly page: string
  /** Counts the blocks of the page from 0. */
  readonly index: number
  /** The first word of the info string, or the first class of it. `undefined` where the fence says none. */
  readonly language: string | undefined
  /** Further classes after the language. */
  readonly classes: readonly string[]
  /** The name for references: the `#id`, else the path of `file=`, else nothing. */
  readonly name: string | undefined
  /** The normalized path of `file=`. */
  readonly target: string | undefined
  /** The pairs of the info string, by their keys; of a key that comes twice, the first one counts. */
  readonly attributes: ReadonlyMap<string, Attribute>
  /**
   * The lines that the block contributes to a target, as they stand in the page, joined by newlines; `undefined` if it
   * is nothing.
   */
  readonly content: string | undefined
  /** The content, cut at its references. A header is no part of it. */
  readonly pieces: readonly BlockPiece[]
  /** Some line looks like a reference and is none (12.6). */
  readonly hasLookalike: boolean
  /** The lines of the content, made of the pieces, with the place of everything in them. */
  readonly lines: readonly BlockLine[]
  /** Where a line of the content starts in the page. */
  placeOf(line: number): Position
  /** Leading lines that say something about the block, such as `//| id: a`. Mostly none. */
  readonly header: readonly BlockLine[]
  /** The opening line, from the backticks to its end. */
  readonly fence: Location
  /** The line of the closing fence, or the one after the content if there is none. */
  readonly endLine: number
  /** Where the name is written; the fence where it is not. */
  readonly nameLocation: Location
  /** Stands in an HTML comment: the reader of the page does not see it. */
  readonly hidden: boolean
}
