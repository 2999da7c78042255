// Nothing of the toolchain is imported here: `--version`, `--help` and wrong usage are answered at once, and each
// command loads what it needs.
import { resolve } from 'node:path'
import { inspect } from 'node:util'
import type { FileError } from '../model/file-error.ts'
import { type CommandDescription, commands, type OptionValues } from './commands.ts'
import { openTerminal } from './open-terminal.ts'
import { parseArguments, UnknownCommandError } from './parse-arguments.ts'
import { type CommandContext, type ExitCode, type ReporterName, reporterNames, UsageError } from './terminal.ts'

/** What a command line is given by the process that it runs in. */
export interface Surroundings {
  /** Default: the current directory. */
  readonly root?: string
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly stdout?: NodeJS.WritableStream
  readonly stderr?: NodeJS.WritableStream
}

/** Does what a command line says. Whatever goes wrong is told; nothing is thrown. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings = {}): Promise<ExitCode> {
  try {
    return await run(argv, surroundings)
  } catch (error) {
    return reportProblem(error, surroundings)
  }
}

async function run(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { root = '.', environment = process.env, ...streams } = surroundings
  const { name, args, values } = parseArguments(argv)
  if (values.help || name === 'help') {
    const { formatHelp } = await import('./help.ts')
    openTerminal({ reporter: 'human', environment, ...streams }).document(formatHelp(name === 'help' ? args[0] : name))
    return 0
  }
  if (values.version) {
    const { readVersion } = await import('./read-version.ts')
    openTerminal({ reporter: 'human', environment, ...streams }).document(`${readVersion()}\n`)
    return 0
  }
  const reporter = readReporter(values.reporter)
  const context: CommandContext = {
    command: name,
    root: resolve(root),
    configFile: typeof values.config === 'string' ? values.config : undefined,
    reporter,
    terminal: openTerminal({ reporter, color: values.color, environment, ...streams }),
    environment,
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

/**
 * What is no fault of ours is told in a line: wrong usage, and a configuration that cannot be used. Of anything else, a
 * mistake of ours or of a configuration that is a program, the stack says where.
 */
export async function reportProblem(error: unknown, { environment, ...streams }: Surroundings = {}): Promise<ExitCode> {
  const { err } = openTerminal({ reporter: 'human', ...(environment && { environment }), ...streams })
  const isUsage = error instanceof UsageError
  if (!isUsage && !(error instanceof Error && error.name === 'ConfigError')) {
    err(`${systemProblem(error) ?? inspect(error)}\n`)
    return 1
  }
  const near = error instanceof UnknownCommandError ? await nearCommand(error.word) : ''
  err(`tangle: ${error.message}${near}\n${isUsage ? 'Try `tangle --help`.\n' : ''}`)
  return 2
}

/** What the system has against an operation; of a mistake of ours, it says nothing. */
function systemProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (hasTooFewFiles(error.code))
    return `tangle: ${error.message}. Allow this process more open files (\`ulimit -n 256\`).`
  return 'syscall' in error ? `tangle: The system refused: ${error.message}.` : undefined
}

/** While too many files are open, Node finds no module either. */
function hasTooFewFiles(code: unknown): boolean {
  if (code === 'EMFILE' || code === 'ENFILE') return true
  if (code !== 'ERR_MODULE_NOT_FOUND' || process.platform === 'win32') return false
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } }
  return Number(userLimits?.open_files?.soft) < 128
}

async function nearCommand(word: string): Promise<string> {
  const { suggest } = await import('../resolve/suggest.ts')
  const near = suggest(word, Object.keys(commands))
  return near ? ` Did you mean \`${near}\`?` : ''
}
