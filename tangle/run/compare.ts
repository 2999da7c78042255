import { diffLines } from 'diff'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'
import type { Example, Expectation } from './example.ts'

/** Compares what a page says with what came out; at the first line that differs. Exact, but for a last newline. */
export function compareExpectation(
  example: Example,
  { kind, block }: Expectation,
  actual: string,
): Diagnostic | undefined {
  const expected = block.lines.map((line) => line.text)
  const lines = toLines(actual)
  if (expected.length === lines.length && expected.every((line, index) => line === lines[index])) return undefined
  const at = expected.findIndex((line, index) => line !== lines[index])
  const index = at === -1 ? expected.length : at
  const line = block.lines[index]
  const location: Location = line
    ? {
        file: block.page,
        start: line.position,
        end: { line: line.position.line, column: line.position.column + line.text.length },
      }
    : { file: block.page, start: { line: block.endLine, column: block.fence.start.column } }
  return {
    code: kind === 'transcript' ? 'unexpected-transcript' : 'unexpected-output',
    severity: 'error',
    message: describe(example.name, kind, expected[index], lines[index]),
    location,
    detail: difference(expected, lines),
    hint: 'If the new text is right, `tangle run --update` writes it into the page.',
  }
}

/** The lines of an output; a last newline ends the last line and starts none. */
export function toLines(text: string): string[] {
  if (text === '') return []
  return text.replace(/\n$/, '').split('\n')
}

function describe(
  name: string,
  kind: Expectation['kind'],
  expected: string | undefined,
  actual: string | undefined,
): string {
  const what =
    kind === 'transcript'
      ? `the transcript of ${name}`
      : `what ${name} prints${kind === 'stderr' ? ' on standard error' : ''}`
  if (expected === undefined) return `The page ends here, but ${what} goes on: ${actual}`
  if (actual === undefined) return `The page goes on here, but ${what} has ended.`
  return `The page says something else here than ${what}: ${actual}`
}

/** Lines with `-` stand on the page only, lines with `+` came out only. */
export function difference(expected: readonly string[], actual: readonly string[]): string {
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  return diffLines(text(expected), text(actual))
    .flatMap((part) =>
      toLines(part.value).map((line) => `${part.added ? '+' : part.removed ? '-' : ' '} ${line}`.trimEnd()),
    )
    .join('\n')
}
