// Nothing of the toolchain is imported here: `--version`, `--help` and wrong usage are answered at once, and each
// command loads what it needs.
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { isatty } from 'node:tty'
import type { Colors } from '../report/colors.ts'
import type { FileError } from '../write/file-error.ts'
import { type CommandDescription, commands, type OptionValues } from './commands.ts'
import { parseArguments, UnknownCommandError } from './parse-arguments.ts'
import {
  type CommandContext,
  type ExitCode,
  type ReporterName,
  reporterNames,
  type Terminal,
  UsageError,
} from './terminal.ts'

const require = createRequire(import.meta.url)

async function main(argv: readonly string[]): Promise<ExitCode> {
  const { name, args, values } = parseArguments(argv)
  if (values.help || name === 'help') {
    const { formatHelp } = await import('./help.ts')
    process.stdout.write(formatHelp(name === 'help' ? args[0] : name))
    return 0
  }
  if (values.version) {
    const { readVersion } = await import('./read-version.ts')
    process.stdout.write(`${readVersion()}\n`)
    return 0
  }
  const reporter = readReporter(values.reporter)
  const context: CommandContext = {
    command: name,
    root: resolve('.'),
    configFile: typeof values.config === 'string' ? values.config : undefined,
    reporter,
    terminal: openTerminal(reporter, values.color),
    environment: process.env,
  }
  const description = commands[name] as CommandDescription // `parseArguments` accepts no other names
  const command = await description.load()
  try {
    return await command(args, values, context)
  } catch (error) {
    // By its name: the class is not loaded yet.
    if (!(error instanceof Error && error.name === 'FileError')) throw error
    const { reportFileError } = await import('./report-file-error.ts')
    return reportFileError(error as FileError, context)
  }
}

function readReporter(value: OptionValues[string]): ReporterName {
  const name = reporterNames.find((candidate) => candidate === (value ?? 'human'))
  if (!name) throw new UsageError(`There is no reporter \`${value}\`: it is one of ${reporterNames.join(', ')}.`)
  return name
}

function openTerminal(reporter: ReporterName, color: OptionValues[string]): Terminal {
  let colors: Colors | undefined
  const forPeople = reporter === 'json' ? process.stderr : process.stdout
  return {
    out: (text) => void forPeople.write(text),
    err: (text) => void process.stderr.write(text),
    document: (text) => void process.stdout.write(text),
    // Mostly there is nothing to color.
    get colors() {
      colors ??= (require('picocolors') as typeof import('picocolors')).createColors(useColor(color))
      return colors
    },
    interactive: isatty(reporter === 'json' ? 2 : 1),
  }
}

/** `--no-color` and `--color` first, then NO_COLOR and FORCE_COLOR, then whether a person is looking. */
function useColor(flag: OptionValues[string]): boolean {
  if (typeof flag === 'boolean') return flag
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return isatty(1)
}

/** What is no fault of ours is told in a line: wrong usage, and a configuration that cannot be used. */
async function exitCodeOf(error: unknown): Promise<ExitCode> {
  const isUsage = error instanceof UsageError
  if (!isUsage && !(error instanceof Error && error.name === 'ConfigError')) throw error
  const near = error instanceof UnknownCommandError ? await nearCommand(error.word) : ''
  process.stderr.write(`tangle: ${error.message}${near}\n${isUsage ? 'Try `tangle --help`.\n' : ''}`)
  return 2
}

async function nearCommand(word: string): Promise<string> {
  const { suggest } = await import('../resolve/suggest.ts')
  const near = suggest(word, Object.keys(commands))
  return near ? ` Did you mean \`${near}\`?` : ''
}

// Ends what was started, and says so in the exit status.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

// Whoever reads may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = await exitCodeOf(error)
}
