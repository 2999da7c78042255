import type { BlockReport } from '../model/block-report.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Project, planProject } from '../project/project.ts'
import { sortDiagnostics } from '../resolve/tangle-pages.ts'
import { blocksOf } from '../resolve/target-blocks.ts'
import { checkBlocks } from './check-blocks.ts'
import { checkExcerpts } from './check-excerpts.ts'
import { checkFiles } from './check-files.ts'
import { checkLeftovers } from './check-leftovers.ts'
import { checkLinks } from './check-links.ts'
import { checkScripts } from './check-scripts.ts'
import { checkTypes } from './check-types.ts'
import { checkUnproven } from './check-unproven.ts'

export interface CheckedProject {
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[]
  /** How far each plain block could be checked. */
  readonly blocks: readonly BlockReport[]
}

/** Everything that can be said about a project without running it. Writes nothing. */
export async function checkProject(project: Project): Promise<Diagnostic[]> {
  return [...(await checkWholeProject(project)).diagnostics]
}

/** {@link checkProject}, and what came out of each plain block. */
export async function checkWholeProject(project: Project): Promise<CheckedProject> {
  const { tangled } = project
  const { diagnostics: ofBlocks, blocks } = await checkBlocks(project)
  const found = [...tangled.diagnostics, ...ofBlocks, ...(await checkLinks(project)), ...(await checkScripts(project))]
  const spoiled = spoiledPages(project)
  if (spoiled.size > 0) {
    // A web with holes spoils the targets that hang in it; of all others is said what is wrong with them (3.10).
    const whole = tangled.targets.filter(
      (target) => ![...blocksOf(target, tangled.index)].some(({ page }) => spoiled.has(page)),
    )
    return { diagnostics: sortDiagnostics([...found, ...checkTypes(project, whole)]), blocks }
  }
  const plan = await planProject(project)
  const rest = [
    ...checkFiles(plan, !project.entangled),
    ...checkUnproven(project),
    ...checkExcerpts(project),
    ...checkTypes(project),
    ...(await checkLeftovers(project, plan)),
  ]
  return { diagnostics: sortDiagnostics([...found, ...rest]), blocks }
}

/** The pages that cannot be put together. */
function spoiledPages({ tangled }: Project): Set<string> {
  const errors = tangled.diagnostics.filter(({ severity }) => severity === 'error')
  return new Set(errors.flatMap(({ location }) => (location ? [location.file] : [''])))
}
