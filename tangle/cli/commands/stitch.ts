import type { Diagnostic } from '../../model/diagnostic.ts'
import { visibleLine } from '../../model/visible-text.ts'
import { openProject, type Project, toPath } from '../../project/project.ts'
import { count } from '../../report/format-diagnostics.ts'
import { formatChanges } from '../../report/format-patch.ts'
import { suggest } from '../../resolve/suggest.ts'
import { applyStitch, resumeStitch } from '../../stitch/apply-stitch.ts'
import type { Side } from '../../stitch/merge-edits.ts'
import { planStitch, type StitchPlan } from '../../stitch/stitch-project.ts'
import { reportDiagnostics } from '../report.ts'
import { type CommandContext, type ExitCode, UsageError } from '../terminal.ts'
import { writeRegions } from '../write-regions.ts'

export interface StitchCommandOptions {
  /** Print the difference, and write nothing. */
  readonly dryRun: boolean
  /** Who wins where page and target disagree. */
  readonly prefer: Side | undefined
}

/** Which side `--ours` and `--theirs` choose. Throws a {@link UsageError} for both. */
export function readSide(ours: boolean, theirs: boolean): Side | undefined {
  if (ours && theirs) throw new UsageError('`--ours` and `--theirs` exclude each other.')
  return ours ? 'ours' : theirs ? 'theirs' : undefined
}

/**
 * Carries edits of targets over to the pages that they come from, and tangles again. With a conflict anywhere, nothing
 * is written.
 */
export async function stitchCommand(
  names: readonly string[],
  { dryRun, prefer }: StitchCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { root, configFile, terminal } = context
  const open = () => openProject({ root, ...(configFile !== undefined && { configFile }) })
  const found = await open()
  const resumed = dryRun ? undefined : await resumeStitch(found)
  // Its pages may be others now.
  const project = resumed ? await open() : found
  const only = chooseTargets(names, project)
  const errors = project.tangled.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return fail(errors, project, context)

  const plan = await planStitch(project, {
    ...(resumed && { carried: resumed.targets }),
    ...(only && { only }),
    ...(prefer && { prefer }),
  })
  const changes = plan.pages
  if (plan.diagnostics.length > 0) return fail(plan.diagnostics, project, context)
  if (dryRun) {
    const exitCode = reportDiagnostics([], project, context, { written: [], changes })
    terminal.out(changes.length > 0 ? formatChanges(changes, terminal.colors) : describeNothing(plan))
    return exitCode
  }
  const { written, diagnostics } = await applyStitch(project, plan, resumed)
  // Lines of other files are carried over as well; pages are read again, since some have just changed.
  if (names.length === 0 && diagnostics.length === 0) await writeRegions(await open(), terminal)
  const exitCode = reportDiagnostics(diagnostics, { ...project, tangled: plan.tangled }, context, { written })
  terminal.out(written.map((path) => `updated ${visibleLine(path)}\n`).join(''))
  if (written.length === 0)
    exitCode === 0 ? terminal.out(describeNothing(plan)) : terminal.err('Nothing was written.\n')
  return exitCode
}

function describeNothing({ taken }: StitchPlan): string {
  return taken.size > 0 ? `${count(taken.size, 'target')} taken over; no page changes.\n` : 'No target was edited.\n'
}

function fail(diagnostics: readonly Diagnostic[], project: Project, context: CommandContext): ExitCode {
  const exitCode = reportDiagnostics(diagnostics, project, context, { written: [] })
  context.terminal.err('Nothing was written.\n')
  return exitCode
}

/** The targets of the command line, in its order. */
function chooseTargets(names: readonly string[], { root, tangled }: Project): readonly string[] | undefined {
  if (names.length === 0) return undefined
  const paths = tangled.targets.map(({ path }) => path)
  return names.map((name) => {
    const path = toPath(root, name)
    if (paths.includes(path)) return path
    const near = suggest(path, paths)
    throw new UsageError(`${name} is no target of this project.${near ? ` Did you mean ${near}?` : ''}`)
  })
}
