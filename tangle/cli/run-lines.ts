import type { Diagnostic } from '../model/diagnostic.ts'
import { visibleLine } from '../model/visible-text.ts'
import { count } from '../report/format-diagnostics.ts'
import type { Selection } from '../run/changed/select-examples.ts'
import type { CommandPage } from '../run/commands/collect-commands.ts'
import type { CommandPageResult } from '../run/commands/run-page.ts'
import type { Example } from '../run/example/example.ts'
import type { ExampleResult } from '../run/run-example.ts'
import type { Terminal } from './terminal.ts'

/** `✓ upload_to_chat`, for a person with the time that it took; with `update`, `~` for what that will mend. */
export function exampleLine(
  { example, execution, diagnostics }: ExampleResult,
  update: boolean,
  terminal: Terminal,
): string {
  return line(markOf(diagnostics, update, terminal), visibleLine(example.name), execution?.duration ?? 0, terminal)
}

/** `- deploy  skipped: needs a cluster` */
export function skippedLine({ name, skipped }: Example, { colors }: Terminal): string {
  return `${colors.yellow('-')} ${visibleLine(`${name}  skipped: ${skipped}`)}\n`
}

/** `- 9 examples unchanged`, and why others run that may be unchanged as well. */
export function selectionLines({ unchanged, doubts }: Selection, { colors }: Terminal): string {
  const lines = doubts.map((doubt) => `in doubt, so run again: ${visibleLine(doubt)}`)
  if (unchanged.length > 0) lines.push(`${count(unchanged.length, 'example')} unchanged`)
  return lines.map((text) => `${colors.yellow('-')} ${text}\n`).join('')
}

/** `✓ README.md  4 commands`, and below it the commands that the configuration excepts. */
export function pageLines(
  { page, total, diagnostics, duration }: CommandPageResult,
  update: boolean,
  terminal: Terminal,
): string {
  const ran =
    total === 0
      ? ''
      : line(
          markOf(diagnostics, update, terminal),
          `${visibleLine(page.page)}  ${count(total, 'command')}`,
          duration,
          terminal,
        )
  return ran + exceptedLine(page, terminal)
}

function exceptedLine({ page, excepted }: CommandPage, { colors }: Terminal): string {
  if (excepted.length === 0) return ''
  const shown = [...new Set(excepted.map(({ text }) => (text.split('\n')[0] ?? '').replace(/\s+#\s.*$/, '')))]
  return `${colors.yellow('-')} ${visibleLine(`${page}  not run: ${shown.join(', ')}`)}\n`
}

function markOf(diagnostics: readonly Diagnostic[], update: boolean, { colors }: Terminal): string {
  if (diagnostics.length === 0) return colors.green('✓')
  return update && diagnostics.every(({ code }) => code.startsWith('unexpected-'))
    ? colors.yellow('~')
    : colors.red('✗')
}

function line(mark: string, what: string, duration: number, { colors, interactive }: Terminal): string {
  const time = interactive ? `  ${colors.dim(`${Math.round(duration)} ms`)}` : ''
  return `${mark} ${what}${time}\n`
}

/** `10 examples and 9 commands held, 0 did not`; what an update mended holds, so that only `remaining` findings count. */
export function summaryLine(
  examples: readonly ExampleResult[],
  pages: readonly CommandPageResult[],
  remaining: readonly Diagnostic[],
): string {
  const left = new Set(remaining)
  const failed = examples.filter(({ diagnostics }) => diagnostics.some((one) => left.has(one))).length
  const commands = pages.reduce((sum, { total }) => sum + total, 0)
  const held = pages.reduce((sum, page) => sum + page.held + page.diagnostics.filter((one) => !left.has(one)).length, 0)
  const parts = [
    (examples.length > 0 || commands === 0) && count(examples.length - failed, 'example'),
    commands > 0 && count(held, 'command'),
  ].filter((part) => part !== false)
  return `${parts.join(' and ')} held, ${failed + commands - held} did not\n`
}
