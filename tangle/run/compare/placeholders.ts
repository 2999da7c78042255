import { diffArrays } from 'diff'
import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import { suggest } from '../../resolve/suggest.ts'

/** Regular expressions by name, as the configuration declares them. */
export type Placeholders = Readonly<Record<string, string>>

const placeholder = /<any:([\w.-]+)>/g

/**
 * Whether a line that came out is what a page says: the same text, where `<any:id>` stands for one that matches the
 * pattern called `id` (syntax specification, 13.3).
 */
export function matchesLine(expected: string, actual: string, placeholders: Placeholders): boolean {
  if (expected === actual) return true
  if (!expected.includes('<any:')) return false
  let pattern = ''
  let end = 0
  for (const match of expected.matchAll(placeholder)) {
    const [text, name = ''] = match
    const own = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined
    pattern += quote(expected.slice(end, match.index)) + (own === undefined ? quote(text) : `(?:${own})`)
    end = match.index + text.length
  }
  return new RegExp(`^${pattern}${quote(expected.slice(end))}$`).test(actual)
}

/** The placeholders of a block that nobody has declared. */
export function checkPlaceholders(block: Block, placeholders: Placeholders): Diagnostic[] {
  return block.lines.flatMap((line) =>
    [...line.text.matchAll(placeholder)].flatMap((match): Diagnostic[] => {
      const [text, name = ''] = match
      if (Object.hasOwn(placeholders, name)) return []
      const near = suggest(name, Object.keys(placeholders))
      const { line: at, column } = line.position
      return [
        {
          code: 'invalid-attribute',
          severity: 'error',
          message: `The placeholder \`${text}\` is not declared.`,
          location: locate(block.page, { line: at, column: column + match.index }, text.length),
          hint: near
            ? `Did you mean \`<any:${near}>\`?`
            : `Declare it in the configuration: \`examples: { placeholders: { '${name}': '…' } }\`, a regular expression.`,
        },
      ]
    }),
  )
}

/** A line of a comparison: on the page only, in what came out only, or in both. */
export interface ComparedLine {
  readonly kind: 'page' | 'actual' | 'both'
  /** As it came out; where it did not, as the page has it. */
  readonly text: string
  /** The line of the page that stands for it. */
  readonly expected?: string
}

/** Lays what a page says beside what came out. */
export function alignLines(
  expected: readonly string[],
  actual: readonly string[],
  placeholders: Placeholders,
): ComparedLine[] {
  const comparator = (left: string, right: string) => matchesLine(left, right, placeholders)
  const lines: ComparedLine[] = []
  let [page, out] = [0, 0]
  for (const { count, added, removed } of diffArrays([...expected], [...actual], { comparator })) {
    for (let at = 0; at < count; at++) {
      if (added) lines.push({ kind: 'actual', text: actual[out++] ?? '' })
      else if (removed) lines.push({ kind: 'page', text: expected[page++] ?? '' })
      else lines.push({ kind: 'both', text: actual[out++] ?? '', expected: expected[page++] ?? '' })
    }
  }
  return lines
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
