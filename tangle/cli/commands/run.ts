import { checkTypes } from '../../check/check-types.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { formatLocation } from '../../model/location.ts'
import { openProject, type Project } from '../../project/project.ts'
import { count } from '../../report/format-diagnostics.ts'
import { suggest } from '../../resolve/suggest.ts'
import { collectExamples, type Example } from '../../run/example.ts'
import type { ExampleResult } from '../../run/run-example.ts'
import { runExamples } from '../../run/run-examples.ts'
import { updateExpectations } from '../../run/update-expectations.ts'
import { reportDiagnostics } from '../report.ts'
import { type CommandContext, type ExitCode, UsageError } from '../terminal.ts'

export interface RunCommandOptions {
  /** Write what came out into the pages. */
  readonly update: boolean
}

/** Type-checks and executes examples, all of them or those that are named, and compares them with their pages. */
export async function runCommand(
  names: readonly string[],
  { update }: RunCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (update && context.environment.CI) {
    throw new UsageError('--update is refused in CI: a run there must not change what it is compared with.')
  }
  const { root, configFile, terminal } = context
  const project = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const { examples, diagnostics } = collectExamples(project)
  const chosen = chooseExamples(names, examples)
  const broken = [...project.tangled.diagnostics, ...diagnostics].filter(
    (diagnostic) => diagnostic.severity === 'error',
  )
  if (broken.length > 0) return reportDiagnostics(broken, project, context)

  const typeErrors = checkTypes(
    project,
    chosen.map((example) => example.target),
  )
  const results = await runExamples(project, chosen, {
    onResult: (result) => terminal.out(resultLine(result, context)),
  })
  for (const { name, skipped } of chosen)
    if (skipped !== undefined) terminal.out(`${terminal.colors.yellow('-')} ${name}  skipped: ${skipped}\n`)
  const remaining = update
    ? await writeUpdates(project, results, context)
    : results.flatMap((result) => result.diagnostics)
  return finish([...typeErrors, ...remaining], results, project, context)
}

function chooseExamples(names: readonly string[], examples: readonly Example[]): readonly Example[] {
  if (names.length === 0) return examples
  return names.map((name) => {
    const example = examples.find((candidate) => candidate.name === name)
    if (example) return example
    const near = suggest(
      name,
      examples.map((candidate) => candidate.name),
    )
    throw new UsageError(`There is no example ${name}.${near ? ` Did you mean ${near}?` : ''}`)
  })
}

function resultLine({ example, execution, diagnostics }: ExampleResult, { terminal }: CommandContext): string {
  const { colors } = terminal
  const mark = diagnostics.length === 0 ? colors.green('✓') : colors.red('✗')
  return `${mark} ${example.name}  ${colors.dim(`${Math.round(execution?.duration ?? 0)} ms`)}\n`
}

async function writeUpdates(
  project: Project,
  results: readonly ExampleResult[],
  { terminal }: CommandContext,
): Promise<Diagnostic[]> {
  const updates = updateExpectations(project.tangled.pages, results)
  for (const { page, text, differences } of updates) {
    await project.fileSystem.write(page, text)
    for (const { block, text: difference } of differences)
      terminal.out(`\nupdated ${formatLocation(block.fence)}\n${difference}\n`)
  }
  const mended = new Set(['unexpected-output', 'unexpected-transcript'])
  return results.flatMap((result) => result.diagnostics.filter(({ code }) => updates.length === 0 || !mended.has(code)))
}

function finish(
  diagnostics: readonly Diagnostic[],
  results: readonly ExampleResult[],
  project: Project,
  context: CommandContext,
): ExitCode {
  if (diagnostics.length > 0) context.terminal.out('\n')
  const exitCode = reportDiagnostics(diagnostics, project, context)
  const failed = results.filter((result) => result.diagnostics.length > 0).length
  context.terminal.err(`${count(results.length - failed, 'example')} held, ${failed} did not\n`)
  return exitCode
}
