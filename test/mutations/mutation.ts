/** The kinds of small changes that a check of documentation must notice. */
export type MutationKind =
  | 'renamed option'
  | 'changed default'
  | 'wrong type'
  | 'dropped await'
  | 'swapped fields'
  | 'changed behavior'
  | 'changed message'
  | 'stale output'
  | 'broken link'
  | 'wrong command'
  | 'unused block'
  | 'broken reference'

/** A line of a page, by its text without the white space around it. */
export interface PageLine {
  readonly page: string
  readonly line: string
}

/** One small change to a source or to a page, and where a reader would look for what it breaks. */
export interface Mutation {
  readonly what: string
  readonly kind: MutationKind
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly before: string
  readonly after: string
  /** Targets are written anew before the checks, as an author would do who ran `tangle` after the edit. */
  readonly tangles?: true
  /** The lines that are right, in the page as it is after the change: a finding must name one of them. */
  readonly at: readonly PageLine[]
}

/** What a mutation is called in reports: its kind, and what it does. */
export function nameOf({ kind, what, file }: Mutation): string {
  return `${kind}, ${file}: ${what}`
}

/** The text of the file with the change. Throws unless the text to change is there exactly once. */
export function applyMutation({ file, before, after }: Mutation, text: string): string {
  const parts = text.split(before)
  if (parts.length !== 2) throw new Error(`${file} contains ${parts.length - 1} times: ${before}`)
  return parts.join(after)
}
