import { checkProject } from '../../check/check-project.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { openProject, type Project } from '../../project/project.ts'
import { count } from '../../report/format-diagnostics.ts'
import { sortDiagnostics } from '../../resolve/tangle-pages.ts'
import { collectCommands } from '../../run/commands/collect-commands.ts'
import { collectExamples } from '../../run/example.ts'
import { reportDiagnostics } from '../report.ts'
import type { CommandContext, ExitCode } from '../terminal.ts'

export interface CheckCommandOptions {
  /** Run the examples too, and say which blocks that proves. */
  readonly coverage: boolean
}

/** Compares targets with pages and type-checks them. Writes nothing. */
export async function checkCommand({ coverage }: CheckCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { root, configFile, terminal } = context
  const project = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const runs = [...collectExamples(project).diagnostics, ...collectCommands(project).diagnostics]
  const found = [...(await checkProject(project)), ...runs]
  const isBroken = [...project.tangled.diagnostics, ...runs].some(({ severity }) => severity === 'error')
  // What cannot be put together cannot be run.
  if (coverage && !isBroken) found.push(...(await reportCoverage(project, context)))
  const exitCode = reportDiagnostics(sortDiagnostics(found), project, context)
  const { pages, targets } = project.tangled
  const without = found.some(({ code }) => code === 'no-compiler') ? ', without their types' : ''
  const what = `${count(targets.length, 'target')} of ${count(pages.length, 'page')}`
  if (exitCode === 0) terminal.out(`${what} checked${without}\n`)
  return exitCode
}

async function reportCoverage(project: Project, { terminal }: CommandContext): Promise<readonly Diagnostic[]> {
  // A check without coverage does not wait for what only coverage needs.
  const [{ measureCoverage }, { formatCoverage }] = await Promise.all([
    import('../../coverage/measure-coverage.ts'),
    import('../../coverage/format-coverage.ts'),
  ])
  const coverage = await measureCoverage(project)
  terminal.out(`${formatCoverage(coverage)}\n`)
  return coverage.diagnostics
}
