import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'

/** A place as the JSON report has it. Lines and columns count from 1; the end is exclusive. */
export interface JsonLocation {
  /** Relative to the project root, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A diagnostic as the JSON report has it. Keys without a value are absent. */
export interface JsonDiagnostic extends Partial<JsonLocation> {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
  readonly detail?: string
  readonly related: readonly (JsonLocation & { readonly message: string })[]
}

/** The output of `--reporter json` for commands with findings. New keys may come; these stay. */
export interface JsonReport {
  /** The form of the report. Raised when a key changes its meaning. */
  readonly version: 1
  /** `tangle`, `tangle check`, `tangle run` */
  readonly command: string
  readonly diagnostics: readonly JsonDiagnostic[]
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
