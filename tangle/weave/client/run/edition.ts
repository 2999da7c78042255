import type { SessionListener } from './session.ts'

/** What a reader has made of an example. It runs in place of the page's program, and follows its own run. */
export interface Edition extends SessionListener {
  /** TypeScript. */
  readonly text: string
  /** The text is another one than the page's. */
  readonly isChanged: boolean
  /** Lights a line, 1-based. @param scroll brings it into sight as well. */
  light(line: number, scroll: boolean): void
  clearLight(): void
}
