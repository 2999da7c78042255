import type { Block, BlockLine } from '../model/block.ts'
import type { TargetLine } from '../model/origin-map.ts'
import type { FoundNames } from './names/find-names.ts'
import type { Notation } from './notation.ts'
import type { Comment, SyntaxNode } from './syntax.ts'

/** What a page calls the language of a block, in one word. */
export type SnippetLanguage = 'ts' | 'tsx' | 'js' | 'jsx'

/** What a text is a piece of, if it is no module: the first form in which it parses (plain blocks, 3.6). */
export type SnippetForm =
  | 'module'
  | 'function-body'
  | 'class-members'
  | 'object-members'
  | 'pattern'
  | 'type-members'
  | 'expression'
  | 'type'
  | 'type-parameters'
  | 'elements'
  | 'cases'
  | 'template'

/** A part of a text, in UTF-16 units. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A text whose every column is known to come from a page, or from nowhere. */
export interface SnippetCode {
  readonly lines: readonly TargetLine[]
  /** The lines, each with a newline. */
  readonly text: string
}

/** A plain block, or one of the alternatives that it shows, read as code. */
export interface Snippet {
  readonly block: Block
  /** Counts the blocks of the file from 1: unlike the line, it stays when words above the block change. */
  readonly number: number
  /** The lines of the block with those that it includes: that of each line of the text. */
  readonly lines: readonly BlockLine[]
  /** Counts the alternatives that the block shows, from 0. */
  readonly part: number
  /** As what it parses, whatever the page says. */
  readonly language: 'ts' | 'tsx'
  readonly form: SnippetForm
  /** Without what is no code, in what makes a module of it. */
  readonly code: SnippetCode
  readonly program: SyntaxNode
  readonly comments: readonly Comment[]
  readonly names: FoundNames
  /** What of the code is judged with this snippet; the rest is there for its declarations. */
  readonly own: readonly TextRange[]
  readonly notation: Notation
  /** Where something has been left out, such as a comment of three dots. */
  readonly elisions: readonly TextRange[]
  /** Shows signatures without bodies or values, as declarations do. */
  readonly isAmbient: boolean
  /** What the block calls the file that this part of it is: `// @filename: a.ts`. */
  readonly file: string | undefined
  readonly tab: Tab | undefined
  /** The line of the heading above the block; -1 if there is none. */
  readonly section: number
  /** Shows what was before, as the page says; another block shows what is now. */
  readonly isOld: boolean
  /** Is written for twoslash, as its fence says. */
  readonly isTwoslash: boolean
  /** Something else keeps it true, such as a target: it is there only as context of others. */
  readonly isContextOnly: boolean
}

/** The tab that a block stands in. Tabs of one group are alternatives. */
export interface Tab {
  /** The line of the page where the group opens. */
  readonly group: number
  /** Counts the tabs of the group from 0. */
  readonly item: number
  readonly title: string | undefined
}
