import type { CommandContext, ExitCode } from './terminal.ts'

/** An option as `--help` and docs/reference/commands.md show it. */
export interface OptionDescription {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  /** What the value of a string stands for: `FILE`. */
  readonly value?: string
  /** One line. */
  readonly about: string
}

/** What the options of a command were given as. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>

export type Command = (args: readonly string[], values: OptionValues, context: CommandContext) => Promise<ExitCode>

export interface CommandDescription {
  /** How its arguments are called: `[EXAMPLES…]`. Without them it takes none. */
  readonly args?: string
  /** One line. */
  readonly about: string
  readonly options: Readonly<Record<string, OptionDescription>>
  /** Loads what the command needs: nothing else of the toolchain is read for `--help`. */
  load(): Promise<Command>
}

/** The command that has no name: what `tangle` alone does. */
export const defaultCommand = ''

/** All commands by name, in the order of the help. */
export const commands: Readonly<Record<string, CommandDescription>> = {
  [defaultCommand]: {
    args: '[PAGES…]',
    about: 'write the targets of all pages, or those that contain a block of these pages',
    options: {
      'dry-run': { type: 'boolean', about: 'write nothing, and print the difference that it would make' },
      'keep-going': { type: 'boolean', about: 'with errors, write the targets that have none' },
      annotation: {
        type: 'string',
        value: 'STYLE',
        about: 'comments around each block, in a project of Entangled: standard, naked or supplemented',
      },
    },
    async load() {
      const { readAnnotation, tangleCommand } = await import('./commands/tangle.ts')
      return (pages, values, context) =>
        tangleCommand(
          pages,
          {
            dryRun: values['dry-run'] === true,
            keepGoing: values['keep-going'] === true,
            annotation: readAnnotation(values.annotation),
          },
          context,
        )
    },
  },
  check: {
    about: 'write nothing; report stale, orphaned and unproven files and blocks, and type errors',
    options: {
      coverage: {
        type: 'boolean',
        about: 'run the examples too; say which blocks ran, and which exports no page shows',
      },
    },
    async load() {
      const { checkCommand } = await import('./commands/check.ts')
      return (_, values, context) => checkCommand({ coverage: values.coverage === true }, context)
    },
  },
  run: {
    args: '[NAMES…]',
    about: 'type-check and execute examples and commands of pages; compare with what the pages say',
    options: {
      update: { type: 'boolean', about: 'write what really came out into the pages instead, and show the difference' },
      changed: { type: 'boolean', about: 'leave out the examples that passed before and that no change concerns' },
    },
    async load() {
      const { runCommand } = await import('./commands/run.ts')
      return (names, values, context) =>
        runCommand(names, { update: values.update === true, changed: values.changed === true }, context)
    },
  },
  list: {
    about: 'list targets and blocks, and who uses whom',
    options: { graph: { type: 'boolean', about: 'as a graph in the notation of Mermaid' } },
    async load() {
      const { listCommand } = await import('./commands/list.ts')
      return (_, values, context) => listCommand({ graph: values.graph === true }, context)
    },
  },
  locate: {
    args: 'FILE:LINE[:COLUMN]',
    about: 'say which place of a page a place of a target comes from, and the reverse',
    options: {},
    async load() {
      const { locateCommand } = await import('./commands/locate.ts')
      return (places, _, context) => locateCommand(places, context)
    },
  },
  explain: {
    args: '[CODE]',
    about: 'say what a diagnostic means, and what to do; without a code, list all',
    options: {},
    async load() {
      const { explainCommand } = await import('./commands/explain.ts')
      return (codes, _, context) => explainCommand(codes, context)
    },
  },
}

/** What every command takes. */
export const commonOptions: Readonly<Record<string, OptionDescription>> = {
  reporter: { type: 'string', value: 'NAME', about: 'human (default), json or github' },
  config: { type: 'string', value: 'FILE', about: 'another configuration than tangle.config.{ts,js,json}' },
  color: { type: 'boolean', about: 'no colour; NO_COLOR and FORCE_COLOR are honoured too' },
  help: { type: 'boolean', short: 'h', about: 'show this' },
  version: { type: 'boolean', about: 'show the version' },
}
