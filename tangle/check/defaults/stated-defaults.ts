import { type Location, locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { findCodeSpans } from '../../parse/find-code-spans.ts'
import { toLiteral } from '../../sources/taken-defaults.ts'

/** A value that a sentence calls the default of an option. */
export interface StatedDefault {
  readonly option: string
  /** As it is written. */
  readonly text: string
  /** The values that it may stand for: a duration is one in seconds and one in milliseconds. */
  readonly values: readonly string[]
  readonly location: Location
}

const words = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

const value = String.raw`(?<text>\`[^\`]+\`|-?\d[\d,_]*(?:\.\d+)?|(?:${words.join('|')})(?=\s+[a-z]))(?:\s+(?<unit>milliseconds?|ms|seconds?|s|minutes?|min|hours?)\b)?`

/** In which words a sentence says behind the name of an option what its default is. */
const sayings = [
  String.raw`\s*(?:,\s*)?(?:which\s+)?defaults\s+to\s+${value}`,
  String.raw`\s*(?:,\s*)?(?:is|has|takes?|uses?)\s+${value}\s+(?:by\s+default|unless)\b`,
  String.raw`\s*(?:,\s*)?(?:is\s+)?by\s+default\s+${value}`,
  String.raw`\s*\((?:the\s+)?default(?:\s+is|:)?\s+${value}\)`,
  String.raw`(?:'s)?\s+default\s+(?:is|of|value\s+is)\s+${value}`,
  // The next sentence may say so: Set `timeout`. Its default is 10 minutes.
  String.raw`[^\`.]*\.\s+Its\s+default\s+is\s+${value}`,
  // A colon alone says so with a unit: `idleTimeout`: 60,000 milliseconds.
  String.raw`:\s+(?=-?\d[\d,_.]*\s+[a-z]*(?:second|minute|hour|ms\b))${value}`,
].map((saying) => new RegExp(saying, 'y'))

/** A duration in front of the name of an option that stands in parentheses: older than five minutes (`tolerance`). */
const before = /(?<text>\b\d[\d,_]*(?:\.\d+)?|\b[a-z]+)\s+(?<unit>milliseconds?|seconds?|minutes?|hours?)\s+\(`$/

const milliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, s: 1_000 }

/** What sentences of a page say about the defaults of options. */
export function findStatedDefaults(page: Page, options: ReadonlySet<string>): StatedDefault[] {
  return findCodeSpans(page.lines).flatMap(({ text: option, position }) => {
    if (!options.has(option)) return []
    const { line } = position
    const prose = page.lines[line] ?? ''
    const end = prose.indexOf('`', position.column) + 1
    for (const saying of end === 0 ? [] : sayings) {
      saying.lastIndex = end
      const found = saying.exec(prose)
      const { text = '', unit } = found?.groups ?? {}
      const literal = found && literalOf(text, unit)
      if (!found || literal === undefined || literal === null) continue
      const column = found.index + found[0].lastIndexOf(text)
      return [
        { option, text, values: valuesOf(literal, unit), location: locate(page.path, { line, column }, text.length) },
      ]
    }
    const found = prose[end] === ')' ? before.exec(prose.slice(0, position.column)) : null
    const { text = '', unit } = found?.groups ?? {}
    const literal = literalOf(text, unit)
    if (!found || literal === undefined || isSet(page, option)) return []
    const location = locate(page.path, { line, column: found.index }, text.length)
    return [{ option, text: `${text} ${unit}`, values: valuesOf(literal, unit), location }]
  })
}

/** A number in words is one with a unit: two clients are no value. */
function literalOf(text: string, unit: string | undefined): string | undefined {
  if (words.includes(text)) return unit === undefined ? undefined : String(words.indexOf(text))
  return toLiteral(text)
}

/** Whether a block of the page sets an option: then a sentence may be about that. */
function isSet({ blocks }: Page, option: string): boolean {
  const assigned = new RegExp(`(?<![\\w$])${option.replace(/[$]/g, '\\$&')}\\s*[:=]`)
  return blocks.some(({ content = '' }) => assigned.test(content))
}

function valuesOf(literal: string, unit: string | undefined): string[] {
  const number = Number(literal)
  const [first = ''] = unit ?? ''
  const isPlain = unit === undefined || /^m(?:s|illi)/.test(unit) || Number.isNaN(number)
  return isPlain ? [literal] : [literal, String(number * (milliseconds[first] ?? 1))]
}
