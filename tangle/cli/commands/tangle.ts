import { openProject, planProject } from '../../project/project.ts'
import { count } from '../../report/format-diagnostics.ts'
import { applyPlan } from '../../write/apply.ts'
import { changesAnything, type Plan } from '../../write/plan.ts'
import { reportDiagnostics } from '../report.ts'
import type { CommandContext, ExitCode } from '../terminal.ts'

/** Writes the targets of all pages. With an error anywhere, nothing is written. */
export async function tangleCommand(context: CommandContext): Promise<ExitCode> {
  const { root, configFile, terminal } = context
  const project = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const isBroken = project.tangled.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  const plan = isBroken ? undefined : await planProject(project)
  const diagnostics = [...project.tangled.diagnostics, ...(plan?.diagnostics ?? [])]
  const exitCode = reportDiagnostics(diagnostics, project, context)
  if (!plan || exitCode !== 0) {
    terminal.err('Nothing was written.\n')
    return exitCode
  }
  if (changesAnything(plan)) await applyPlan(plan, project.fileSystem)
  terminal.out(describePlan(plan))
  return 0
}

function describePlan(plan: Plan): string {
  const verbs = { create: 'created', update: 'updated', remove: 'removed' } as const
  const lines = plan.actions.flatMap((action) => {
    if (action.kind === 'create' || action.kind === 'update' || action.kind === 'remove')
      return `${verbs[action.kind]} ${action.path}\n`
    return []
  })
  const unchanged = plan.actions.filter((action) => action.kind === 'unchanged').length
  if (unchanged > 0) lines.push(`${count(unchanged, 'target')} unchanged\n`)
  return lines.join('') || 'No page has a block with file=.\n'
}
