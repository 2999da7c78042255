import type { Diagnostic } from '../model/diagnostic.ts'
import { formatLocation } from '../model/location.ts'
import { suggest } from '../resolve/suggest.ts'
import type { ExportedName } from './exported-names.ts'

/**
 * Compares the names that no page shows with the list of them in the configuration: neither may have a name that the
 * other lacks, so that the list only gets shorter.
 */
export function checkExportedNames(names: readonly ExportedName[], unshown: readonly string[]): Diagnostic[] {
  const listed = new Set(unshown)
  const missing = names
    .filter(({ name, shownAt }) => shownAt === undefined && !listed.has(name))
    .map(({ name, entryPoint, location }) =>
      finding(`${entryPoint} exports ${name}, which no page shows.`, {
        location,
        hint: 'Use it in a block that readers see, or add it to `coverage.unshown`.',
      }),
    )
  const needless = [...listed].flatMap((name) => {
    const exported = names.filter((one) => one.name === name)
    if (exported.length === 0) {
      const near = suggest(
        name,
        names.map((one) => one.name),
      )
      const meant = near === undefined ? '' : ` Did you mean ${near}?`
      const hint = `Take it off the list.${meant}`
      return [finding(`\`coverage.unshown\` lists ${name}, which no entry point exports.`, { hint })]
    }
    const place = exported[0]?.shownAt
    if (!place || exported.some(({ shownAt }) => shownAt === undefined)) return []
    const message = `\`coverage.unshown\` lists ${name}, which is shown by now, at ${formatLocation(place)}.`
    return [finding(message, { location: place, hint: 'Take it off the list.' })]
  })
  return [...missing, ...needless]
}

function finding(message: string, rest: Partial<Diagnostic>): Diagnostic {
  return { code: 'unshown-export', severity: 'error', message, ...rest }
}
