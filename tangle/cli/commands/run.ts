import { checkTypes } from '../../check/types/check-types.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { openProject, type Project } from '../../project/project.ts'
import { collectCommands } from '../../run/commands/collect-commands.ts'
import { runCommands, whyNoCommands } from '../../run/commands/run-commands.ts'
import type { CommandPageResult } from '../../run/commands/run-page.ts'
import { collectExamples, type Example } from '../../run/example/example.ts'
import { withMissingPrograms } from '../../run/example/find-programs.ts'
import { isRunningSnippet, withRunningSnippets } from '../../run/example/running-snippets.ts'
import type { ExampleResult } from '../../run/run-example.ts'
import { runExamples } from '../../run/run-examples.ts'
import { type Choice, chooseRuns } from '../choose-runs.ts'
import { InOrder } from '../in-order.ts'
import { reportDiagnostics } from '../report.ts'
import { exampleLine, pageLines, selectionLines, skippedLine, summaryLine } from '../run-lines.ts'
import { type CommandContext, type ExitCode, type Terminal, UsageError } from '../terminal.ts'
import { writeUpdates } from '../write-updates.ts'

export interface RunCommandOptions {
  /** Write what came out into the pages. */
  readonly update: boolean
  /** Leave out the examples that passed before and that no change concerns. */
  readonly changed: boolean
}

/**
 * Type-checks and executes examples, then the commands of terminal blocks, and compares both with their pages: all of
 * them, or those that are named.
 */
export async function runCommand(
  names: readonly string[],
  { update, changed }: RunCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (update && context.environment.CI) {
    throw new UsageError('--update is refused in CI: a run there must not change what it is compared with.')
  }
  const { root, configFile, terminal } = context
  const opened = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const project = withRunningSnippets(opened)
  const collected = collectExamples(project)
  const examples = await withMissingPrograms(project, collected.examples)
  const commands = collectCommands(project)
  const chosen = chooseRuns(names, { examples, pages: commands.pages }, project)
  const broken = [...project.tangled.diagnostics, ...collected.diagnostics, ...commands.diagnostics].filter(
    (diagnostic) => diagnostic.severity === 'error',
  )
  if (broken.length > 0) return reportDiagnostics(broken, project, context)

  // All of them where all are run: what `tangle check` has found out counts then, and scenarios are looked at as well.
  const typeErrors =
    names.length === 0
      ? checkTypes(opened)
      : checkTypes(
          opened,
          chosen.examples.map((example) => example.target).filter((target) => !isRunningSnippet(target)),
        )
  const exampleResults = await runChosenExamples(project, chosen.examples, { update, changed }, terminal)
  const pageResults = await runChosenCommands(project, chosen, update, context)
  const remaining = update
    ? await writeUpdates(project, exampleResults, pageResults, terminal)
    : [...exampleResults, ...pageResults].flatMap((result) => result.diagnostics)
  const findings: Diagnostic[] = [...typeErrors, ...remaining]
  if (findings.length > 0) terminal.out('\n')
  const exitCode = reportDiagnostics(findings, project, context)
  terminal.err(summaryLine(exampleResults, pageResults, remaining))
  return exitCode
}

async function runChosenExamples(
  project: Project,
  examples: readonly Example[],
  { update, changed }: RunCommandOptions,
  terminal: Terminal,
) {
  const show = (result: ExampleResult) => terminal.out(exampleLine(result, update, terminal))
  const lines = new InOrder<Example, ExampleResult>(examples, show)
  const results = await runExamples(project, examples, {
    onResult: (result) => (terminal.interactive ? show(result) : lines.add(result.example, result)),
    onlyChanged: changed,
    onSelection: (selection) => terminal.out(selectionLines(selection, terminal)),
  })
  if (!terminal.interactive) lines.flush()
  for (const example of examples) if (example.skipped !== undefined) terminal.out(skippedLine(example, terminal))
  return results
}

async function runChosenCommands(
  project: Project,
  { pages }: Choice,
  update: boolean,
  { terminal, environment }: CommandContext,
) {
  if (pages.length === 0) return []
  const reason = whyNoCommands(environment)
  if (reason !== undefined) {
    terminal.out(`${terminal.colors.yellow('-')} commands  skipped: ${reason}\n`)
    return []
  }
  const show = (result: CommandPageResult) => terminal.out(pageLines(result, update, terminal))
  const lines = new InOrder<string, CommandPageResult>(
    pages.map(({ page }) => page),
    show,
  )
  const results = await runCommands(project, pages, {
    onResult: (result) => (terminal.interactive ? show(result) : lines.add(result.page.page, result)),
  })
  if (!terminal.interactive) lines.flush()
  return results
}
