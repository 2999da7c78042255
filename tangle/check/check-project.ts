import type { Diagnostic } from '../model/diagnostic.ts'
import { type Project, planProject } from '../project/project.ts'
import { sortDiagnostics } from '../resolve/tangle-pages.ts'
import { checkFiles } from './check-files.ts'
import { checkTypes } from './check-types.ts'
import { checkUnused } from './check-unused.ts'

/** Everything that can be said about a project without running it. Writes nothing. */
export async function checkProject(project: Project): Promise<Diagnostic[]> {
  const { tangled } = project
  const isBroken = tangled.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  // Of a web with holes, types would say only what has been said already.
  if (isBroken) return [...tangled.diagnostics]
  const plan = await planProject(project)
  return sortDiagnostics([...tangled.diagnostics, ...checkFiles(plan), ...checkUnused(tangled), ...checkTypes(project)])
}
