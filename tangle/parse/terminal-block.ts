import type { Block, BlockLine } from '../model/block.ts'
import { canonicalLanguage } from '../model/language.ts'
import { type Location, locate } from '../model/location.ts'

/** A command of a terminal block, and what the page says that it prints. */
export interface TerminalCommand {
  /** What a shell is given: without `$ ` and `> `, with a newline where the command goes on in another line. */
  readonly text: string
  /** The command in its first line, without `$ `. */
  readonly location: Location
  /** Everything up to the next command, without blank lines at its end: those part commands for the eye. */
  readonly output: readonly BlockLine[]
  /** The line of the page behind the last line of the output, or behind the command if nothing is expected. */
  readonly outputEnd: number
}

/** A line of a terminal: the beginning of a command, more of it, or something that it printed. */
export interface TerminalLine {
  readonly kind: 'command' | 'continuation' | 'output'
  /** How many columns of it are a prompt: `$ ` or `> `. */
  readonly prompt: number
}

const command = /^\$ +(?=\S)/
const continuation = /^> ?/

/**
 * Whether a block shows commands and what they print: in a language of shells, with `$ ` in front of its first line.
 * A block that is part of a program, or that says `check=skip`, is none.
 */
export function isTerminalBlock(block: Block): boolean {
  const { name, target, attributes, language } = block
  if (name !== undefined || target !== undefined) return false
  if (['output', 'transcript', 'excerpt'].some((key) => attributes.has(key))) return false
  if (attributes.get('check')?.value === 'skip') return false
  return showsCommands(
    language,
    block.lines.map(({ text }) => text),
  )
}

/** Whether text in a language shows commands, whatever else its block says. */
export function showsCommands(language: string | undefined, lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '')
  return canonicalLanguage(language ?? '') === 'sh' && first !== undefined && command.test(first)
}

/**
 * What each line of a terminal is. A command starts with `$ ` and goes on behind a backslash at the end of a line, and
 * in lines that follow it at once and start with `> `.
 */
export function classifyLines(lines: readonly string[]): TerminalLine[] {
  let isOpen = false
  let inCommand = false
  return lines.map((line): TerminalLine => {
    const start = isOpen ? undefined : command.exec(line)?.[0]
    const more = inCommand ? continuation.exec(line)?.[0] : undefined
    const kind = start !== undefined ? 'command' : isOpen || more !== undefined ? 'continuation' : 'output'
    inCommand = kind !== 'output'
    isOpen = inCommand && endsOpen(line)
    return { kind, prompt: (start ?? more ?? '').length }
  })
}

/** The commands of a terminal block, in order. What stands in front of the first one belongs to none. */
export function readCommands({ page, lines }: Block): TerminalCommand[] {
  const kinds = classifyLines(lines.map(({ text }) => text))
  const starts = kinds.flatMap(({ kind }, at) => (kind === 'command' ? [at] : []))
  return starts.flatMap((at, index): TerminalCommand[] => {
    const first = lines[at]
    if (!first) return []
    const next = starts[index + 1] ?? lines.length
    const printed = kinds.findIndex(({ kind }, line) => line > at && kind === 'output')
    const end = printed === -1 ? next : Math.min(printed, next)
    const parts = lines.slice(at, end).map(({ text }, line) => text.slice(kinds[at + line]?.prompt))
    const output = withoutBlankEnd(lines.slice(end, next))
    const { line, column } = first.position
    const start = { line, column: column + (kinds[at]?.prompt ?? 0) }
    return [
      {
        text: parts.join('\n'),
        location: locate(page, start, parts[0]?.length),
        output,
        outputEnd: (lines[end - 1 + output.length]?.position.line ?? line) + 1,
      },
    ]
  })
}

/** An odd number of backslashes at the end: the last of them takes the line end away. */
function endsOpen(text: string): boolean {
  return (/\\*$/.exec(text)?.[0].length ?? 0) % 2 === 1
}

function withoutBlankEnd(lines: readonly BlockLine[]): readonly BlockLine[] {
  const last = lines.findLastIndex((line) => line.text.trim() !== '')
  return lines.slice(0, last + 1)
}
