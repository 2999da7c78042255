import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'

/** A place as the JSON report has it. Lines and columns count from 1; the end is exclusive. */
export interface JsonLocation {
  /** Relative to the project root, with `/`. */
  readonly file: string
  /** The first line, counted from 1. */
  readonly line: number
  /** The first column, counted from 1. */
  readonly column: number
  /** The last line. */
  readonly endLine: number
  /** The column behind the last one. */
  readonly endColumn: number
}

/** A diagnostic as the JSON report has it. Keys without a value are absent. */
export interface JsonDiagnostic extends Partial<JsonLocation> {
  /** The stable name of its kind, such as `stale`. */
  readonly code: string
  /** `error` makes the exit status 1; `warning` does not. */
  readonly severity: 'error' | 'warning'
  /** One sentence: what is wrong, and with what. */
  readonly message: string
  /** Advice on how to mend it. */
  readonly hint?: string
  /** More lines, such as a difference or a stack. */
  readonly detail?: string
  /** Further places that belong to it, each with a few words. Empty if there are none. */
  readonly related: readonly (JsonLocation & { readonly message: string })[]
}

/** The output of `--reporter json` for commands with findings. New keys may come; these stay. */
export interface JsonReport {
  /** The form of the report. Raised when a key changes its meaning. */
  readonly version: 1
  /** `tangle`, `tangle check`, `tangle run` */
  readonly command: string
  /** All findings, in the order of files and lines. */
  readonly diagnostics: readonly JsonDiagnostic[]
  /** The number of findings of each severity. */
  readonly summary: { readonly errors: number; readonly warnings: number }
}

/** One document; `more` are further keys of the command. */
export function formatJson(
  command: string,
  diagnostics: readonly Diagnostic[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const report: JsonReport = {
    version: 1,
    command: `tangle ${command}`.trim(),
    diagnostics: diagnostics.map(toJsonDiagnostic),
    summary: { errors, warnings: diagnostics.length - errors },
  }
  return `${JSON.stringify({ ...report, ...more }, undefined, 2)}\n`
}

function toJsonDiagnostic({
  code,
  severity,
  message,
  location,
  hint,
  detail,
  related = [],
}: Diagnostic): JsonDiagnostic {
  return {
    code,
    severity,
    message,
    ...(location && toJsonLocation(location)),
    ...(hint !== undefined && { hint }),
    ...(detail !== undefined && { detail }),
    related: related.map((other) => ({ message: other.message, ...toJsonLocation(other.location) })),
  }
}

export function toJsonLocation({ file, start, end = start }: Location): JsonLocation {
  return {
    file,
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  }
}
