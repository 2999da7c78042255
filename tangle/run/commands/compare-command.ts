import type { Diagnostic } from '../../model/diagnostic.ts'
import { type Location, locate } from '../../model/location.ts'
import type { TerminalCommand } from '../../parse/terminal-block.ts'
import { difference } from '../compare/compare-expectation.ts'
import { matchesLine, type Placeholders } from '../compare/placeholders.ts'
import type { CommandExecution } from './shell.ts'

/** How a command must end. */
export interface ExpectedEnd {
  readonly command: TerminalCommand
  /** No other command follows in its block. */
  readonly isLast: boolean
  readonly expected: number
}

/** Says why a command failed, at the command; nothing if it ended as it should. `lines` is what it printed. */
export function diagnoseCommand(
  { command, isLast, expected }: ExpectedEnd,
  execution: CommandExecution,
  lines: readonly string[],
  timeout: number,
): Diagnostic | undefined {
  const { exitCode, stopped, endedShell } = execution
  const isAsExpected = exitCode === expected && (isLast || !endedShell)
  if (isAsExpected) return undefined
  const shown = nameOf(command)
  const base = { severity: 'error', location: command.location, ...detailOf(lines) } as const
  if (stopped === 'timeout')
    return { ...base, code: 'timeout', message: `${shown} did not end within ${timeout} ms and was stopped.` }
  if (stopped === 'output')
    return { ...base, code: 'command-failed', message: `${shown} printed more than 10 MB and was stopped.` }
  if (exitCode === expected)
    return { ...base, code: 'command-failed', message: `${shown} ended the shell, so what follows cannot run.` }
  const status = exitCode === null ? 'was ended by a signal' : `ended with status ${exitCode}`
  const wanted = expected === 0 ? '' : `, not ${expected}`
  const hint = isLast && expected === 0 && exitCode !== null
  return {
    ...base,
    code: 'command-failed',
    message: `${shown} ${status}${wanted}.`,
    ...(hint && {
      hint: `If it should, write \`exit=${exitCode}\` behind the language of the block: \`{exit=${exitCode}}\`.`,
    }),
  }
}

/** Compares what a page says with what a command printed, at the first line that differs. Exact, but for placeholders. */
export function compareCommand(
  command: TerminalCommand,
  lines: readonly string[],
  placeholders: Placeholders = {},
): Diagnostic | undefined {
  const expected = command.output.map((line) => line.text)
  const length = Math.max(expected.length, lines.length)
  const index = Array.from({ length }).findIndex((_, at) => {
    const [line, actual] = [expected[at], lines[at]]
    return line === undefined || actual === undefined || !matchesLine(line, actual, placeholders)
  })
  if (index === -1) return undefined
  return {
    code: 'unexpected-command-output',
    severity: 'error',
    message: describe(nameOf(command), expected[index], lines[index]),
    location: placeOf(command, index),
    detail: difference(expected, lines, placeholders),
    hint: canBeShown(lines)
      ? 'If the new text is right, `tangle run --update` writes it into the page.'
      : 'A terminal block cannot show a line that begins with `$ `, or `> ` behind the command: it would be a command.',
  }
}

/** Whether a terminal block can show an output: a line that starts like a command, or like more of it, would be one. */
export function canBeShown(lines: readonly string[]): boolean {
  return !lines.some((line) => /^\$ +\S/.test(line)) && !lines[0]?.startsWith('>')
}

/** The line of the output; where the page has said all that it says, the last line of that. */
function placeOf({ location, output }: TerminalCommand, index: number): Location {
  const line = output[index] ?? output.at(-1)
  return line ? locate(location.file, line.position, line.text.length) : location
}

function describe(name: string, expected: string | undefined, actual: string | undefined): string {
  if (expected === undefined) return `The page ends here, but what ${name} prints goes on: ${actual}`
  if (actual === undefined) return `The page goes on here, but what ${name} prints has ended.`
  return `The page says something else here than what ${name} prints: ${actual}`
}

function nameOf({ text }: TerminalCommand): string {
  const [first = '', ...more] = text.split('\n')
  return `\`${first}${more.length > 0 ? ' …' : ''}\``
}

function detailOf(lines: readonly string[]): { detail?: string } {
  if (lines.length === 0) return {}
  return { detail: (lines.length <= 40 ? lines : ['…', ...lines.slice(-40)]).join('\n') }
}
