import type { SessionListener } from './session.ts'

/** A line that a reader has written, or left as it was. */
export interface EditionLine {
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/** What a reader has made of an example. It runs in place of the page's program, and follows its own run. */
export interface Edition extends SessionListener {
  /** The text is another one than the page's. */
  readonly isChanged: boolean
  /** The TypeScript to run, of the text as it is now. Lines are those of the program that was composed last. */
  compose(): string
  /** The line of the reader's text that a line of the program is. `undefined` for one that stands around it. */
  lineOf(programLine: number): EditionLine | undefined
  /** The line of the page's program that it is, for a line that the reader does not edit. */
  pageLineOf(programLine: number): number | undefined
  /** Lights a line, 1-based. @param scroll brings it into sight as well. */
  light(line: number, scroll: boolean): void
  clearLight(): void
}
