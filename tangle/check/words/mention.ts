/**
 * What a word in inline code stands for by its form. `plain` is a word that could as well be one of a natural language,
 * or of another program: `body`, `Response`.
 */
export type WordForm =
  | 'name'
  | 'plain'
  | 'literal'
  | 'choice'
  | 'variable'
  | 'route'
  | 'address'
  | 'flag'
  | 'path'
  | 'module'
  | 'command'
  | 'program'
  | 'script'
  | 'table'
  | 'attribute'

/** A word of inline code that something has to declare. */
export interface Mention {
  readonly form: WordForm
  readonly word: string
  /** Where it starts in the text of the span. */
  readonly at: number
  /** The words in front of it, of a member: `['dify', 'chat']` of `dify.chat.send`. */
  readonly owner?: readonly string[]
  /** It is given to a call, and may stand for any value: `text` of `print(text)`. */
  readonly isGiven?: boolean
  /** A member of what a call returns. */
  readonly isOfCall?: boolean
  /** In capitals it may be a value, or stand for something of the reader's: `FILE`. */
  readonly isCapitals?: boolean
  /** The property or the flag that a choice is one of: `searchType` of `searchType: 'VECTOR'`. */
  readonly property?: string
  /** The command that a flag or a sub-command is given to: `['tangle', 'run']`. */
  readonly command?: readonly string[]
}

/** A mention, and where it stands. */
export interface PlacedMention extends Mention {
  readonly page: string
  readonly line: number
  readonly column: number
  /** The whole of the inline code. */
  readonly span: string
  /** The address of the link that it stands in. */
  readonly link?: string | undefined
}

/** What inline code is read with: what the project calls its own. */
export interface SpanReader {
  /** Programs of the project, and those whose help is known. */
  readonly programs: ReadonlySet<string>
  /** Names of packages of the project. */
  readonly packages: ReadonlySet<string>
  /** Whether the project has a file or folder of this name at its root, or beside the page. */
  hasEntry(name: string): boolean
  /** Whether somebody wants to hear of words: then less goes without saying. */
  readonly isAsked: boolean
}
