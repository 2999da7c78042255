import { checkProse } from '../../../tangle/check/check-project.ts'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import type { Project } from '../../../tangle/project/project.ts'
import { findWovenParts } from '../../../tangle/tables/find-tables.ts'
import type { Verdict } from '../findings.ts'
import type { ProseMutant } from './generate.ts'

/** A project in which pages say something else, at most once in a line. Nothing is written. */
export function withMutants(project: Project, mutants: readonly ProseMutant[]): Project {
  const pages = project.tangled.pages.map((one) => {
    const changes = mutants.filter(({ page }) => page === one.path)
    if (changes.length === 0) return one
    const lines = [...one.lines]
    for (const { page, line, column, before, after } of changes) {
      const text = lines[line] ?? ''
      if (text.slice(column, column + before.length) !== before) throw new Error(`${page}:${line + 1} has no ${before}`)
      lines[line] = text.slice(0, column) + after + text.slice(column + before.length)
    }
    return parsePage({ path: one.path, text: lines.join('\n') })
  })
  // Programs stay as they are, and are made when somebody asks for them.
  const tangled = new Proxy(project.tangled, {
    get: (whole, key) => (key === 'pages' ? pages : Reflect.get(whole, key, whole)),
  })
  return { ...project, tangled }
}

/**
 * Whether the checks find mutants, each at its line. Only prose has changed, so programs need not run again.
 *
 * Many are judged in one check, since a check of words of one paragraph does not look at another one. At most one is in
 * a paragraph, in a list or in a table, of which a check names only the first line that is wrong. Those of headings are
 * by themselves, because links to a heading break with it: these would be found at the lines of others.
 */
export async function judgeProse(mutants: readonly ProseMutant[], project: Project): Promise<Verdict[]> {
  const verdicts = new Map<ProseMutant, Verdict>()
  for (const batch of batches(mutants, project)) {
    const found = (await checkProse(withMutants(project, batch))).filter(({ severity }) => severity === 'error')
    for (const mutant of batch) {
      const isOf = (line: number | undefined, page: string | undefined) => page === mutant.page && line === mutant.line
      const isRight = found.some(({ location }) => isOf(location?.start.line, location?.file))
      const others = batch.filter((one) => one !== mutant)
      const isElsewhere = found.some(
        ({ location }) => !others.some(({ page, line }) => page === location?.file && line === location.start.line),
      )
      verdicts.set(mutant, isRight ? 'caught' : isElsewhere ? 'wrong line' : 'not caught')
    }
  }
  return mutants.map((mutant) => verdicts.get(mutant) ?? 'not caught')
}

/** Mutants that do not meet, as few times as it takes. */
function batches(mutants: readonly ProseMutant[], { tangled }: Project): ProseMutant[][] {
  const pages = new Map(tangled.pages.map((page) => [page.path, { page, parts: findWovenParts(page) }]))
  const taken = new Map<string, number>()
  const found = { heading: [] as ProseMutant[][], other: [] as ProseMutant[][] }
  for (const mutant of mutants) {
    const { page, parts } = pages.get(mutant.page) ?? {}
    const isHeading = /^\s*#/.test(page?.lines[mutant.line] ?? '')
    const part = parts?.find(({ opening, closing = opening }) => opening < mutant.line && mutant.line < closing)
    let start = part?.opening ?? mutant.line
    while (!part && start > 0 && page?.lines[start - 1]?.trim()) start--
    const place = `${mutant.page}:${start}`
    const at = taken.get(place) ?? 0
    taken.set(place, at + 1)
    const list = found[isHeading ? 'heading' : 'other']
    list[at] = [...(list[at] ?? []), mutant]
  }
  return [...found.heading, ...found.other].filter((batch) => batch !== undefined)
}
