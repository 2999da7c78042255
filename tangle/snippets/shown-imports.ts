import type { Snippet } from './snippet.ts'

/** What an import takes out of which module: `default`, `*` or a name. */
export interface ShownImport {
  readonly module: string
  readonly name: string
}

/** How many of the imports of a name must agree. */
const share = 3 / 4

/** Stands for a declaration among the imports that are counted. */
const own = ''

/**
 * The imports that the pages show, by the name that they bind: those on which three of four agree. Files of the
 * examples themselves (`./a`) are no packages (plain blocks, 3.3), and names that most examples declare are no imports.
 */
export function findShownImports(snippets: readonly Snippet[]): Map<string, ShownImport> {
  const counts = new Map<string, Map<string, number>>()
  for (const { names } of snippets) {
    for (const [local, declarations] of names.declared) {
      for (const { from } of declarations) {
        if (from && /^[./]/.test(from.module)) continue
        // A name that examples declare themselves is their own, whatever one page imports by that name.
        const key = from ? JSON.stringify([from.module, from.name]) : own
        const known = counts.get(local) ?? new Map<string, number>()
        known.set(key, (known.get(key) ?? 0) + 1)
        counts.set(local, known)
      }
    }
  }
  const shown = new Map<string, ShownImport>()
  for (const [local, byImport] of counts) {
    const total = [...byImport.values()].reduce((sum, count) => sum + count, 0)
    const found = [...byImport].find(([, count]) => count >= total * share)
    if (!found || found[0] === own) continue
    const [module, name] = JSON.parse(found[0]) as [string, string]
    shown.set(local, { module, name })
  }
  return shown
}
