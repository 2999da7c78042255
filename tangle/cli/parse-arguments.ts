import { parseArgs } from 'node:util'
import { type CommandDescription, commands, commonOptions, defaultCommand, type OptionValues } from './commands.ts'
import { UsageError } from './terminal.ts'

/** A command line, understood. */
export interface Arguments {
  /** The name of the command; empty for `tangle` alone. */
  readonly name: string
  readonly args: readonly string[]
  readonly values: OptionValues
}

/**
 * The command is the first word if it is one's name; other words are pages for `tangle` alone.
 *
 * @throws UsageError if the command line cannot be understood.
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const all = Object.assign({}, commonOptions, ...Object.values(commands).map(({ options }) => options))
  const { values, positionals } = parseOptions(argv, all)
  const [first, ...rest] = positionals
  if (first === 'help') return { name: first, args: rest, values }
  const isCommand = first !== undefined && first !== defaultCommand && Object.hasOwn(commands, first)
  // A page has a folder or an extension; anything else is a misspelt command.
  if (first !== undefined && !isCommand && !/[./\\]/.test(first)) {
    throw new UnknownCommandError(first)
  }
  const name = isCommand ? first : defaultCommand
  for (const option of Object.keys(values)) {
    if (Object.hasOwn(commonOptions, option) || Object.hasOwn(commands[name]?.options ?? {}, option)) continue
    const owners = Object.keys(commands).filter((key) => Object.hasOwn(commands[key]?.options ?? {}, option))
    throw new UsageError(`--${option} belongs to ${owners.map((key) => `\`tangle ${key}`.trim()).join('`, ')}\`.`)
  }
  const args = isCommand ? rest : positionals
  const isHelp = values.help === true || values.version === true
  if (!isHelp && commands[name]?.args === undefined && args.length > 0)
    throw new UsageError(`Unexpected argument \`${args[0]}\`.`)
  return { name, args, values }
}

function parseOptions(argv: readonly string[], all: CommandDescription['options']) {
  const options = Object.fromEntries(
    Object.entries(all).map(([name, { type, short }]) => [name, { type, ...(short !== undefined && { short }) }]),
  )
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true, allowNegative: true })
    return { values: parsed.values as OptionValues, positionals: parsed.positionals } // no option is a list
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Whoever reports it says which command comes near: to find that out, more has to be loaded. */
export class UnknownCommandError extends UsageError {
  readonly word: string

  constructor(word: string) {
    super(`\`${word}\` is not a command.`)
    this.word = word
  }
}
