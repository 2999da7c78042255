import type { LineOf } from '../check/baseline.ts'
import { type CheckedProject, checkWholeProject } from '../check/check-project.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import { collectCommands } from '../run/commands/collect-commands.ts'
import { collectExamples } from '../run/example/example.ts'
import { linesOfProject } from './report.ts'

/** What `tangle check` finds without running anything. */
export interface FoundProject extends CheckedProject {
  /** Those of the findings that are about what is run. */
  readonly runs: readonly Diagnostic[]
}

export async function findAll(project: Project): Promise<FoundProject> {
  const runs = [...collectExamples(project).diagnostics, ...collectCommands(project).diagnostics]
  const checked = await checkWholeProject(project)
  return { ...checked, diagnostics: [...checked.diagnostics, ...runs], runs }
}

/** Reads lines of files as a baseline knows them. */
export function lineReader(project: Project): LineOf {
  const linesOf = linesOfProject(project)
  const known = new Map<string, readonly string[] | undefined>()
  return (file, line) => {
    if (!known.has(file)) known.set(file, linesOf(file))
    return known.get(file)?.[line]
  }
}
