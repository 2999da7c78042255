import { checkProject } from '../../check/check-project.ts'
import { openProject } from '../../project/project.ts'
import { count } from '../../report/format-diagnostics.ts'
import { sortDiagnostics } from '../../resolve/tangle-pages.ts'
import { collectExamples } from '../../run/example.ts'
import { reportDiagnostics } from '../report.ts'
import type { CommandContext, ExitCode } from '../terminal.ts'

/** Compares targets with pages and type-checks them. Writes nothing. */
export async function checkCommand(context: CommandContext): Promise<ExitCode> {
  const { root, configFile, terminal } = context
  const project = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const diagnostics = sortDiagnostics([...(await checkProject(project)), ...collectExamples(project).diagnostics])
  const exitCode = reportDiagnostics(diagnostics, project, context)
  const { pages, targets } = project.tangled
  if (exitCode === 0) terminal.out(`${count(targets.length, 'target')} of ${count(pages.length, 'page')} checked\n`)
  return exitCode
}
