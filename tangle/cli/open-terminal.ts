import { isatty } from 'node:tty'
import { visibleJson, visibleText } from '../model/visible-text.ts'
import type { Colors } from '../report/colors.ts'
import type { OptionValues } from './commands.ts'
import type { ReporterName, Terminal } from './terminal.ts'

/** What a terminal is told to begin and to end a style (ECMA-48, 8.3.117). */
const styles = {
  bold: [1, 22],
  cyan: [36, 39],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
} as const

export interface TerminalOptions {
  readonly reporter: ReporterName
  /** `--color` or `--no-color`. */
  readonly color?: OptionValues[string]
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly stdout?: NodeJS.WritableStream
  readonly stderr?: NodeJS.WritableStream
}

/**
 * All that a command prints goes through here, and nothing else decides what a terminal gets: whatever it obeys but does
 * not show is made visible, but for the colors that were asked for here.
 */
export function openTerminal({
  reporter,
  color,
  environment = process.env,
  stdout = process.stdout,
  stderr = process.stderr,
}: TerminalOptions): Terminal {
  // No text can know how our own styles begin.
  const begin = `\u0001${Math.random().toString(36).slice(2)}[`
  const style = new RegExp(`${begin.replace('[', '\\[')}(\\d+)m`)
  // Split at a group, every second part is what the group holds.
  const show = (text: string) =>
    text
      .split(style)
      .map((part, at) => (at % 2 === 1 ? `\u001B[${part}m` : visibleText(part)))
      .join('')
  const isWatched = reporter === 'github' || environment.GITHUB_ACTIONS !== undefined
  const talk = (text: string) => show(isWatched ? withoutCommands(text) : text)
  const isOneDocument = reporter === 'json' || reporter === 'sarif'
  const forPeople = isOneDocument ? stderr : stdout
  const document = { json: visibleJson, sarif: visibleJson, github: show, human: talk }[reporter]
  let colors: Colors | undefined
  return {
    out: (text) => void forPeople.write(talk(text)),
    err: (text) => void stderr.write(talk(text)),
    document: (text) => void stdout.write(document(text)),
    // Mostly there is nothing to color.
    get colors() {
      colors ??= makeColors(useColor(color, environment) ? begin : undefined)
      return colors
    },
    interactive: isatty(isOneDocument ? 2 : 1),
  }
}

/**
 * The log of a workflow is read for commands: a line that begins with `::`, and `##[` anywhere ("Workflow commands for
 * GitHub Actions"). What a page or a program says is none.
 */
function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1\\:').replaceAll('##[', '#\\#[')
}

/** Styles that begin with a text of their own; without one, nothing is styled. */
function makeColors(begin: string | undefined): Colors {
  const make = ([open, close]: readonly [number, number]) => {
    if (begin === undefined) return (text: string) => text
    const [start, end] = [`${begin}${open}m`, `${begin}${close}m`]
    // A style inside of it that ends takes it along: it begins again.
    return (text: string) => start + text.replaceAll(end, end + start) + end
  }
  const entries = Object.entries(styles).map(([name, codes]) => [name, make(codes)] as const)
  return Object.fromEntries(entries) as unknown as Colors // the names are those of the table
}

/** `--no-color` and `--color` first, then NO_COLOR and FORCE_COLOR, then whether a person is looking. */
function useColor(flag: OptionValues[string], environment: NonNullable<TerminalOptions['environment']>): boolean {
  if (typeof flag === 'boolean') return flag
  if (environment.NO_COLOR) return false
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0'
  return isatty(1)
}
