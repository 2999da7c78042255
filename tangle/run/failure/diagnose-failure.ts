import type { Diagnostic, RelatedLocation } from '../../model/diagnostic.ts'
import type { Location } from '../../model/location.ts'
import type { Example } from '../example/example.ts'
import { type Execution, outputLimit } from '../process/execute.ts'
import { type ErrorReport, readErrorReport, reasonOf } from './error-report.ts'
import { findMissingImport } from './missing-import.ts'
import type { PagePlace, PagePlaces } from './page-places.ts'
import { placesIn, showStack, withoutMentions } from './stack.ts'
import { findTopLevelAwaits } from './unsettled-await.ts'

/** Whether a run was over before its end, or ended with another status than its page says. */
export function hasFailed(example: Example, { timedOut, flooded, exitCode }: Execution): boolean {
  return timedOut || flooded !== undefined || exitCode !== example.exitCode
}

/**
 * Says why a run failed, at the innermost line of a page that its stack names; else at the block of the example. The
 * line of the generated file is related to it.
 */
export async function diagnoseFailure(places: PagePlaces, execution: Execution): Promise<Diagnostic> {
  const { example } = places
  const { stdout, timedOut, flooded, exitCode } = execution
  // What leads to the end stands at the end.
  const stderr = execution.stderr.slice(-200_000)
  if (timedOut) {
    const message = `${example.name} did not end within ${example.timeout} ms and was stopped.`
    return failure('timeout', message, places, undefined, lastLines(stdout + stderr))
  }
  if (flooded) {
    const stream = flooded === 'stdout' ? 'standard output' : 'standard error'
    const message = `${example.name} printed more than ${outputLimit / 1e6} MB on ${stream} and was stopped.`
    return failure('example-failed', message, places, undefined, lastLines(execution[flooded].slice(-10_000), 10))
  }
  // A top-level await that never settles: Node has a status of its own for it.
  if (exitCode === 13 && !readErrorReport(stderr).isUncaught) return diagnoseUnsettled(places, stderr)
  const report = readErrorReport(stderr)
  const lines = report.error.length > 0 ? report.error : stderr.trimEnd().split('\n')
  const objection = readObjection(report.error, places)
  if (objection) {
    const message = `${example.name} cannot be compiled: ${objection.message}`
    return failure('example-failed', message, places, objection.place, '')
  }
  const place = findMissingImport(report, places) ?? innermost(report, lines, places)
  const reason = reasonOf(report.error) ?? reasonInOtherLanguage(lines)
  const detail = lastLines(showStack(lines, places).join('\n'))
  const message = `${describeEnd(example, execution)}${reason === undefined ? '.' : `: ${shorten(withoutMentions(reason, places))}`}`
  // Of what is thrown without being an error, nobody keeps where.
  const isBare = place === undefined && report.isUncaught && !/Error\b/.test(report.error[0] ?? '')
  return {
    ...failure('example-failed', message, places, place, detail === '' ? lastLines(stdout) : detail),
    ...(isBare && { hint: 'Throw an `Error`, or reject with one: Node keeps no place for any other value.' }),
  }
}

async function diagnoseUnsettled(places: PagePlaces, stderr: string): Promise<Diagnostic> {
  const { example } = places
  const { place } = readErrorReport(stderr)
  const named = place && places.find(place.file, place)
  const candidates = named ? [named] : await findTopLevelAwaits(example.target, places)
  const message = `${example.name} ended with status 13: a promise at the top level never settled.`
  const only = candidates.length === 1 ? candidates[0] : undefined
  const diagnostic = failure('example-failed', message, places, only, '')
  if (only || candidates.length === 0) return diagnostic
  return {
    ...diagnostic,
    related: candidates.map(({ page }) => ({ message: 'this `await` may be the one', location: page })),
  }
}

function describeEnd(example: Example, { exitCode, signal, stderr }: Execution): string {
  const expected = example.exitCode === 0 ? '' : `, not ${example.exitCode}`
  if (exitCode === null) return `${example.name} was ended by ${signal ?? 'a signal'}`
  const silence = stderr.trim() === '' && exitCode !== 0 ? ', and gave no reason' : ''
  return `${example.name} ended with status ${exitCode}${expected}${silence}`
}

/** The first place of a stack that is in a page; with Python, the last one. */
function innermost(report: ErrorReport, lines: readonly string[], places: PagePlaces): PagePlace | undefined {
  const found = placesIn(lines, places)
  if (lines.some((line) => line.includes('most recent call last'))) return found.at(-1)
  const shown = report.place && places.find(report.place.file, report.place)
  // The stack of what cannot be read is that of whoever loads it.
  return /^SyntaxError\b/.test(report.error[0] ?? '') ? (shown ?? found[0]) : (found[0] ?? shown)
}

/** The first thing that the compiler objects to. Its columns count from 0. */
function readObjection(
  [first = '', ...others]: readonly string[],
  places: PagePlaces,
): { readonly message: string; readonly place: PagePlace | undefined } | undefined {
  if (!/^\S+(?: \[TransformError\])?: Transform failed with \d+ errors?:$/.test(first)) return undefined
  for (const text of others) {
    const [, file = '', line, column, message] = /^(.*?):(\d+):(\d+): ERROR: (.*)$/.exec(text) ?? []
    if (message === undefined) continue
    const place = places.find(file, { line: Number(line) - 1, column: Number(column) })
    return {
      message: place ? message : `${message} (${places.toProjectPath(file)}:${line}:${Number(column) + 1})`,
      place,
    }
  }
  return undefined
}

/** The last thing that is said; what is indented belongs to something above it. */
function reasonInOtherLanguage(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => /^\S/.test(line))
}

function failure(
  code: Diagnostic['code'],
  message: string,
  { example }: PagePlaces,
  place: PagePlace | undefined,
  detail: string,
): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    location: place?.page ?? blockOf(example),
    ...relatedTo(place),
    ...(detail !== '' && { detail }),
  }
}

/** Where an example is said to be one. */
export function blockOf({ target }: Example): Location {
  return target.root.attributes.get('file')?.location ?? target.root.fence
}

/** The line of the generated file, as the second place of a finding. */
export function relatedTo(place: PagePlace | undefined): { related?: readonly RelatedLocation[] } {
  return place?.generated ? { related: [{ message: 'in the generated file', location: place.generated }] } : {}
}

function lastLines(text: string, limit = 40): string {
  const lines = text.trim().split('\n').map(shorten)
  return lines.length <= limit ? lines.join('\n') : ['…', ...lines.slice(-limit)].join('\n')
}

function shorten(line: string): string {
  return line.length <= 500 ? line : `${line.slice(0, 500)}…`
}
