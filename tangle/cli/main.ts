import { resolve } from 'node:path'
import { isatty } from 'node:tty'
import { parseArgs } from 'node:util'
import pc from 'picocolors'
import { ConfigError } from '../config/config.ts'
import { checkCommand } from './commands/check.ts'
import { runCommand } from './commands/run.ts'
import { tangleCommand } from './commands/tangle.ts'
import { help } from './help.ts'
import { type CommandContext, type ExitCode, UsageError } from './terminal.ts'

const options = {
  config: { type: 'string' },
  color: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  update: { type: 'boolean' },
} as const

async function main(argv: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parse(argv)
  const terminal = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    colors: pc.createColors(useColor(values.color)),
  }
  const context: CommandContext = { root: resolve('.'), configFile: values.config, terminal, environment: process.env }
  const [command, ...rest] = positionals
  if (values.help || command === 'help') {
    terminal.out(help)
    return 0
  }
  if (values.update && command !== 'run') throw new UsageError('--update belongs to `tangle run`.')
  if (command === 'run') return runCommand(rest, { update: values.update ?? false }, context)
  if (command === 'check') return noMore(rest) ?? checkCommand(context)
  if (command === undefined) return tangleCommand(context)
  throw new UsageError(`\`${command}\` is not a command.`)
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, allowNegative: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function noMore(rest: readonly string[]): undefined {
  if (rest.length > 0) throw new UsageError(`Unexpected argument \`${rest[0]}\`.`)
}

/** `--no-color` and `--color` first, then NO_COLOR and FORCE_COLOR, then whether a person is looking. */
function useColor(flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return isatty(1)
}

// Ends what was started, and says so in the exit status.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ConfigError)) throw error
  process.stderr.write(`tangle: ${error.message}\n${error instanceof UsageError ? 'Try `tangle --help`.\n' : ''}`)
  process.exitCode = 2
}
