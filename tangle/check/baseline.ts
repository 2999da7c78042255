import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'

/** Where known findings are listed, in the root of the project. Committed. */
export const baselinePath = 'tangle.baseline.json'

/** A finding that is known already. It has no line number, so that it stays the same when something above is edited. */
export interface KnownFinding {
  readonly code: string
  /** The page; empty for a finding without a place. */
  readonly page: string
  /** What the line says, without the white space around it. */
  readonly line: string
  readonly message: string
  readonly count: number
}

/** The text of a line of a file, counted from 0. */
export type LineOf = (file: string, line: number) => string | undefined

/** Findings that mean that something could not be looked at are never taken as known. */
const neverKnown: ReadonlySet<string> = new Set(['disk-error', 'host-failed', 'no-compiler', 'baseline-outdated'])

/** What a baseline file says about some findings: sorted, one a line, so that it merges well. */
export function formatBaseline(diagnostics: readonly Diagnostic[], lineOf: LineOf): string {
  const counts = new Map<string, number>()
  for (const diagnostic of diagnostics) {
    if (neverKnown.has(diagnostic.code)) continue
    const key = keyOf(diagnostic, lineOf)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const lines = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => {
      const [page, code, line, message] = JSON.parse(key) as [string, string, string, string]
      return `    ${JSON.stringify({ page, code, line, message, count })}`
    })
  return lines.length === 0 ? '' : `{\n  "version": 1,\n  "findings": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** Reads a baseline; `undefined` if it has another form. */
export function parseBaseline(text: string): KnownFinding[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown }
    return version === 1 && Array.isArray(findings) && findings.every(isKnownFinding) ? findings : undefined
  } catch {
    return undefined
  }
}

function isKnownFinding(value: unknown): value is KnownFinding {
  const { code, page, line, message, count } = (value ?? {}) as Partial<Record<keyof KnownFinding, unknown>>
  const isText = [code, page, line, message].every((part) => typeof part === 'string')
  return isText && typeof count === 'number' && count > 0
}

/** Takes known findings away, and reports those of the baseline that are gone (plain blocks, 3.9). */
export function applyBaseline(
  diagnostics: readonly Diagnostic[],
  known: readonly KnownFinding[],
  lineOf: LineOf,
): { readonly diagnostics: Diagnostic[]; readonly knownCount: number } {
  const left = new Map(known.map((finding) => [keyOfKnown(finding), finding.count]))
  const fresh = diagnostics.filter((diagnostic) => {
    const key = keyOf(diagnostic, lineOf)
    const count = neverKnown.has(diagnostic.code) ? 0 : (left.get(key) ?? 0)
    if (count > 0) left.set(key, count - 1)
    return count === 0
  })
  const gone = known.filter((finding) => (left.get(keyOfKnown(finding)) ?? 0) > 0)
  const moved = movedPages(gone, fresh, lineOf)
  const outdated = gone.map((finding) =>
    goneFinding(finding, left.get(keyOfKnown(finding)) ?? 0, moved.get(finding.page)),
  )
  return { diagnostics: [...fresh, ...outdated], knownCount: diagnostics.length - fresh.length }
}

function keyOf({ code, message, location }: Diagnostic, lineOf: LineOf): string {
  const line = location ? (lineOf(location.file, location.start.line) ?? '') : ''
  return JSON.stringify([location?.file ?? '', code, line.trim(), message])
}

function keyOfKnown({ page, code, line, message }: KnownFinding): string {
  return JSON.stringify([page, code, line, message])
}

/** Pages of which all that is gone is found on one other page now. */
function movedPages(gone: readonly KnownFinding[], fresh: readonly Diagnostic[], lineOf: LineOf): Map<string, string> {
  const moved = new Map<string, string>()
  for (const page of new Set(gone.map((finding) => finding.page))) {
    const wanted = gone.filter((finding) => finding.page === page)
    const places = new Set(fresh.flatMap(({ location }) => (location && location.file !== page ? [location.file] : [])))
    const found = [...places].find((file) => {
      const there = new Set(fresh.map((one) => keyOf(one, lineOf)))
      return wanted.every((finding) => there.has(keyOfKnown({ ...finding, page: file })))
    })
    if (found !== undefined) moved.set(page, found)
  }
  return moved
}

function goneFinding({ code, page, message }: KnownFinding, count: number, moved: string | undefined): Diagnostic {
  const times = count === 1 ? '' : `, ${count} times`
  const place = page === '' ? '' : ` on ${page}`
  const what = moved === undefined ? 'is gone' : `is on ${moved} now`
  return {
    code: 'baseline-outdated',
    severity: 'error',
    message: `A known ${code}${place} ${what}${times}: ${message.split('\n')[0]}`,
    location: locate(baselinePath, { line: 0, column: 0 }),
    hint: 'Run `tangle check --baseline`, and commit the result.',
  }
}
