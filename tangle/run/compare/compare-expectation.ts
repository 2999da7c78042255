import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Location } from '../../model/location.ts'
import type { Example, Expectation } from '../example/example.ts'
import { alignLines, matchesLine, type Placeholders } from './placeholders.ts'

/** Compares what a page says with what came out; at the first line that differs. Exact, but for placeholders and a last newline. */
export function compareExpectation(
  example: Example,
  { kind, block, placeholders }: Expectation,
  actual: string,
): Diagnostic | undefined {
  const expected = block.lines.map((line) => line.text)
  const lines = toLines(actual)
  const differs = (line: string, index: number) => {
    const other = lines[index]
    return other === undefined || !matchesLine(line, other, placeholders)
  }
  const at = expected.findIndex(differs)
  if (at === -1 && expected.length === lines.length) return undefined
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
    detail: difference(expected, lines, placeholders),
    hint: 'If the new text is right, `tangle run --update` writes it into the page.',
  }
}

/** The lines of an output, with line ends as pages have them; the last one ends the last line and starts none. */
export function toLines(text: string): string[] {
  if (text === '') return []
  return text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/)
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

/** Lines with `-` stand on the page only, lines with `+` came out only; the others are shown as they came out. */
export function difference(
  expected: readonly string[],
  actual: readonly string[],
  placeholders: Placeholders = {},
): string {
  const marks = { page: '-', actual: '+', both: ' ' }
  return alignLines(expected, actual, placeholders)
    .map(({ kind, text }) => `${marks[kind]} ${text}`.trimEnd())
    .join('\n')
}
