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
      const { countUnchanged } = await import('./unchanged.ts')
      return async (pages, values, context) => {
        // Mostly nothing has changed, and then nothing else need be loaded.
        const isPlain = pages.length === 0 && values['dry-run'] !== true && values.annotation === undefined
        const unchanged = isPlain ? await countUnchanged(context) : undefined
        if (unchanged !== undefined) {
          context.terminal.out(`${unchanged} target${unchanged === 1 ? '' : 's'} unchanged\n`)
          return 0
        }
        const { readAnnotation, tangleCommand } = await import('./commands/tangle.ts')
        return tangleCommand(
          pages,
          {
            dryRun: values['dry-run'] === true,
            keepGoing: values['keep-going'] === true,
            annotation: readAnnotation(values.annotation),
          },
          context,
        )
      }
    },
  },
  stitch: {
    args: '[TARGETS…]',
    about: 'carry edits of targets, all or these, over to the pages that they come from',
    options: {
      'dry-run': { type: 'boolean', about: 'write nothing, and print the difference that it would make' },
      ours: { type: 'boolean', about: 'where page and target disagree, the page wins' },
      theirs: { type: 'boolean', about: 'where page and target disagree, the target wins' },
    },
    async load() {
      const { readSide, stitchCommand } = await import('./commands/stitch.ts')
      return (targets, values, context) =>
        stitchCommand(
          targets,
          {
            dryRun: values['dry-run'] === true,
            prefer: readSide(values.ours === true, values.theirs === true),
          },
          context,
        )
    },
  },
  watch: {
    about: 'write targets as soon as their pages change, until it is interrupted',
    options: { both: { type: 'boolean', about: 'carry edits of targets over to their pages, too' } },
    async load() {
      const { watchCommand } = await import('./commands/watch.ts')
      return (_, values, context) => watchCommand({ both: values.both === true }, context)
    },
  },
  check: {
    about: 'report stale, orphaned and unproven files and blocks, and type errors; write no target',
    options: {
      coverage: {
        type: 'boolean',
        about: 'run the examples too; say which blocks ran, and which exports no page shows',
      },
      incomplete: {
        type: 'boolean',
        about: 'list names of code blocks that nothing declares, and what to do about each',
      },
      baseline: {
        type: 'boolean',
        about: 'take what is found now as known, in tangle.baseline.json: only new findings count',
      },
      update: { type: 'boolean', about: 'first put the lines of files in place of what the pages show of them' },
      all: { type: 'boolean', about: 'in a terminal, show more than twenty findings' },
    },
    async load() {
      const { checkCommand } = await import('./commands/check.ts')
      return (_, values, context) =>
        checkCommand(
          {
            coverage: values.coverage === true,
            incomplete: values.incomplete === true,
            baseline: values.baseline === true,
            update: values.update === true,
            all: values.all === true,
          },
          context,
        )
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
  init: {
    about: 'read the documentation, or add a first page; write a configuration and a workflow',
    options: {},
    async load() {
      const { initCommand } = await import('./commands/init.ts')
      return (_, __, context) => initCommand(context)
    },
  },
}

/** What every command takes. */
export const commonOptions: Readonly<Record<string, OptionDescription>> = {
  reporter: { type: 'string', value: 'NAME', about: 'human (default), json, github or sarif' },
  config: { type: 'string', value: 'FILE', about: 'another configuration than tangle.config.{ts,js,json}' },
  color: { type: 'boolean', about: 'no color; NO_COLOR and FORCE_COLOR are honored, too' },
  help: { type: 'boolean', short: 'h', about: 'show this' },
  version: { type: 'boolean', about: 'show the version' },
}
