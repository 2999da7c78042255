import type { Colors } from '../report/colors.ts'

/** Where a command writes: results to `out`, talk to `err`. */
export interface Terminal {
  /** Lines for a person. With `--reporter json` they go to standard error, since standard output is one document. */
  out(text: string): void
  err(text: string): void
  /** What a program reads: always standard output. A command calls it once, and only for a reporter. */
  document(text: string): void
  readonly colors: Colors
  /** A person is watching `out`: results are shown as they come, and with times. Otherwise every run prints the same. */
  readonly interactive: boolean
}

/** How findings are reported: for people, as one JSON document, as workflow commands of GitHub Actions, or as a log of SARIF. */
export type ReporterName = (typeof reporterNames)[number]

export const reporterNames = ['human', 'json', 'github', 'sarif'] as const

/** What a command is told about the world. */
export interface CommandContext {
  /** The name of the command; empty for `tangle` alone. */
  readonly command: string
  /** The root of the project, absolute. */
  readonly root: string
  readonly configFile: string | undefined
  readonly reporter: ReporterName
  readonly terminal: Terminal
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** 0 fine, 1 findings or conflicts, 2 wrong usage or configuration, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
