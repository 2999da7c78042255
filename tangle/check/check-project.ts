import type { Diagnostic } from '../model/diagnostic.ts'
import { type Project, planProject } from '../project/project.ts'
import { sortDiagnostics } from '../resolve/tangle-pages.ts'
import { checkExcerpts } from './check-excerpts.ts'
import { checkFiles } from './check-files.ts'
import { checkLinks } from './check-links.ts'
import { checkScripts } from './check-scripts.ts'
import { checkTypes } from './check-types.ts'
import { checkUnproven } from './check-unproven.ts'

/** Everything that can be said about a project without running it. Writes nothing. */
export async function checkProject(project: Project): Promise<Diagnostic[]> {
  const { tangled } = project
  const isBroken = tangled.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  // Of a web with holes, types would say only what has been said already.
  if (isBroken) return [...tangled.diagnostics]
  const plan = await planProject(project)
  return sortDiagnostics([
    ...tangled.diagnostics,
    ...checkFiles(plan),
    ...checkUnproven(project),
    ...checkExcerpts(project),
    ...(await checkLinks(project)),
    ...(await checkScripts(project)),
    ...checkTypes(project),
  ])
}
