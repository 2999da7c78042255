import type { Program } from './protocol.ts'

/** A block of a page that lines of a program come from. */
export interface SourceBlock {
  /** The page, relative to the project root. */
  readonly page: string
  /** The address of the block on the site, with the base; empty where the site has no such page. */
  readonly href: string
  /** The id of its element, on its page; of a block that nobody has named, its `data-weave-code`. Empty for a block that the page hides. */
  readonly id: string
}

/** Where a line of a program was written: index of the block, line in the block from 0, line of the page from 1. */
export type LineOrigin = readonly [block: number, lineInBlock: number, pageLine: number]

/** The text of a block as its page shows it. */
export interface ShownText {
  readonly text: string
  /** For each line of the text that of the program, 1-based. The lines between them are not shown. */
  readonly lines: readonly number[]
}

/** What a project needs that a reader makes of a program. */
export interface ProjectParts {
  /** The entry for each package in the `package.json`, mostly its version: of all packages that programs of the site may import. */
  readonly packages: Readonly<Record<string, string>>
  /** The same for the packages that run it. */
  readonly tools: Readonly<Record<string, string>>
  /** What the README of the project says besides how it is run. */
  readonly readme?: string
  /** Whether the site offers to open it in StackBlitz. */
  readonly stackblitz: boolean
}

/** Everything that the page needs to run an example, as the build writes it. */
export interface RunnableExample extends Program {
  /** The file of the worker's script, in the folder of the runs. */
  readonly worker: string
  /** The TypeScript of the target. */
  readonly source: string
  /** What a reader edits of it, where that is not all: a block that nobody has named. */
  readonly shown?: ShownText
  /** The id of the full view's element: its lines are `ID-L1` and so on. Empty where no page shows it. */
  readonly elementId: string
  readonly blocks: readonly SourceBlock[]
  /** One entry for each line of the source; `null` for a line that nobody has written. */
  readonly origins: readonly (LineOrigin | null)[]
  /** What pages say that it shows, to the letter. */
  readonly expected: { readonly stdout?: string; readonly stderr?: string; readonly transcript?: string }
  /** Missing where the site does not share its programs. */
  readonly project?: ProjectParts
  /** The ids of the elements that show what is expected, on their pages. */
  readonly places: { readonly [Kind in keyof RunnableExample['expected']]: string }
}
