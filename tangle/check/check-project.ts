import type { BlockReport } from '../model/block-report.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { formatLocation } from '../model/location.ts'
import { sortDiagnostics } from '../model/sort-diagnostics.ts'
import { type Project, planProject } from '../project/project.ts'
import { touchedTargets } from '../project/touched-targets.ts'
import { checkData } from './data/check-data.ts'
import { checkSettings } from './data/check-settings.ts'
import { checkDefaults } from './defaults/check-defaults.ts'
import { checkExcerpts } from './excerpts/check-excerpts.ts'
import { checkRegions } from './excerpts/check-regions.ts'
import { checkFigures } from './figures/check-figures.ts'
import { checkStatuses } from './figures/check-statuses.ts'
import { checkFiles } from './files/check-files.ts'
import { checkLeftovers } from './files/check-leftovers.ts'
import { checkLinks } from './links/check-links.ts'
import { checkBlocks, closeBlocks } from './proof/check-blocks.ts'
import { checkUnproven } from './proof/check-unproven.ts'
import { checkTypes } from './types/check-types.ts'
import { checkScripts } from './words/check-scripts.ts'
import { checkTables } from './words/check-tables.ts'
import { checkWords } from './words/check-words.ts'

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
  const { ofBlocks, blocks, ofProse } = await checkPages(project)
  const combine = (ofTypes: readonly Diagnostic[], rest: readonly Diagnostic[] = []): CheckedProject => {
    const all = [...tangled.diagnostics, ...withoutKnownOptions(ofBlocks, ofTypes), ...ofProse, ...ofTypes, ...rest]
    return { diagnostics: sortDiagnostics(all), blocks }
  }
  const left = targetsWithErrors(project)
  if (left) {
    // A web with holes spoils the targets that hang in it; of all others is said what is wrong with them (3.10).
    // Nothing is said about what is not written yet: nothing will be, as long as there are errors.
    return combine(
      checkTypes(
        project,
        tangled.targets.filter(({ path }) => !left.has(path)),
      ),
    )
  }
  const plan = await planProject(project)
  return combine(checkTypes(project), [
    ...checkFiles(plan, !project.entangled),
    ...checkUnproven(project),
    ...checkExcerpts(project),
    ...(await checkLeftovers(project, plan)),
  ])
}

/** An option that the compiler does not know is an error of the targets that have it, and not said again for plain blocks. */
function withoutKnownOptions(ofBlocks: readonly Diagnostic[], ofTypes: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set(ofTypes.map(placeOf))
  return ofBlocks.filter((found) => found.code !== 'unusable-tsconfig' || !known.has(placeOf(found)))
}

function placeOf({ location }: Diagnostic): string | undefined {
  return location && formatLocation(location)
}

/** The compiler that has judged the blocks is asked about words as well. */
async function checkPages(project: Project) {
  try {
    const { diagnostics: ofBlocks, blocks } = await checkBlocks(project, true)
    return { ofBlocks, blocks, ofProse: await checkProse(project) }
  } finally {
    await closeBlocks(project)
  }
}

/** What is found outside of code: in links, commands, regions, words, tables and data. */
export async function checkProse(project: Project): Promise<Diagnostic[]> {
  const checks = [
    checkLinks,
    checkScripts,
    checkRegions,
    checkWords,
    checkTables,
    checkDefaults,
    checkFigures,
    checkStatuses,
    checkData,
    checkSettings,
  ]
  const found: Diagnostic[] = []
  for (const check of checks) found.push(...(await check(project)))
  return found
}

/** The targets that some error of the pages touches; nothing if there is no error. */
function targetsWithErrors({ tangled }: Project): ReadonlySet<string> | undefined {
  const errors = tangled.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return undefined
  const touches = touchedTargets(tangled)
  return new Set(errors.flatMap((error) => [...touches(error)]))
}
