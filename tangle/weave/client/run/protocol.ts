import type { Frame } from '../worker/stack.ts'

/** A program as the worker takes it, with the lines of its source. */
export interface Program {
  /** The name of the example. */
  readonly name: string
  /** What stacks call it, such as `upload_to_chat.ts`. */
  readonly file: string
  readonly code: string
  /** The code is TypeScript, which the worker compiles. Default: it is compiled. */
  readonly isSource?: boolean
  /** The code of the module that goes with the program, for the world of the site. */
  readonly companion?: string
  /** What a program of the site may import: the file of each module, in the folder of the runs. */
  readonly modules: Readonly<Record<string, string>>
  /** The file of the site's world, in the same folder. Without one a program reaches nothing. */
  readonly world?: string
}

/** What the page tells the worker. */
export type ToWorker =
  | {
      readonly kind: 'start'
      readonly program: Program
      /** The address of the folder of the runs. */
      readonly folder: string
      /** Somebody looks on. */
      readonly isWatched: boolean
    }
  /** What a pane sends to the world. */
  | { readonly kind: 'say'; readonly message: unknown }

/** Why a program failed. */
export interface Failure {
  /** `TypeError: message`, with the errors that caused it. */
  readonly text: string
  /** The lines of the program that led there, innermost first. */
  readonly frames: readonly Frame[]
  /** Where the program is no TypeScript, 1-based. In a line that the compiler has changed no column is known. */
  readonly place?: { readonly line: number; readonly column?: number }
}

/** What the worker tells the page. */
export type FromWorker =
  | { readonly kind: 'started' }
  | {
      readonly kind: 'output'
      /** What a server answers, which is the default export of a program, is no output of the program. */
      readonly stream: 'stdout' | 'stderr' | 'answer'
      readonly text: string
      /** UTF-16 units in front of the text that were left out, because there was too much. */
      readonly left: number
    }
  /** What a statement of the program comes to; the line is that of the program, 1-based. */
  | { readonly kind: 'value'; readonly line: number; readonly text: string }
  /** What the world tells the panes. */
  | { readonly kind: 'event'; readonly event: unknown }
  /** A line of what an expectation with `transcript=` shows. */
  | { readonly kind: 'transcript'; readonly line: string }
  /** Something that the reader should know about the run. */
  | { readonly kind: 'note'; readonly text: string }
  /** The program waits for the reader. */
  | { readonly kind: 'listening'; readonly text: string }
  /** Nothing has come from the program for a while. */
  | { readonly kind: 'waiting'; readonly text: string }
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** Nothing more happens by itself. */
  | { readonly kind: 'ended'; readonly exitCode: number }
