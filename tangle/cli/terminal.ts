import type { Colors } from 'picocolors/types'

/** Where a command writes: results to `out`, talk to `err`. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  readonly colors: Colors
}

/** What a command is told about the world. */
export interface CommandContext {
  /** The root of the project, absolute. */
  readonly root: string
  readonly configFile: string | undefined
  readonly terminal: Terminal
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** 0 fine, 1 findings or conflicts, 2 wrong usage or configuration, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
