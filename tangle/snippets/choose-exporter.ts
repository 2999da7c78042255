import { oncePerPage } from './once-per-page.ts'
import type { OwnPackage } from './own-packages.ts'
import { importedModules } from './shown-imports.ts'
import type { Snippet } from './snippet.ts'

/**
 * Chooses the module that a page means by a name which several modules export. `undefined` if that could be any of them.
 *
 * @param modules At least one.
 */
export type ChooseExporter = (modules: readonly string[], page: string) => string | undefined

/**
 * Of several packages of a workspace that export a name, the page means the one that it imports elsewhere, or whose name
 * has the name of its folder (`docs/react/` for `@a/react-form`), or the one that all the others build on.
 */
export function exporterChooser(snippets: readonly Snippet[], packages: readonly OwnPackage[]): ChooseExporter {
  const needs = new Map(packages.map(({ name, dependencies }) => [name, dependencies]))
  const importedOn = oncePerPage(snippets, importedModules)
  return (modules, page) => {
    const [first, second] = modules
    if (second === undefined) return first
    const shown = modules.filter((module) => importedOn(page).has(module))
    if (shown.length > 0) return baseOf(shown, needs)
    const folders = new Set(page.toLowerCase().split('/').slice(0, -1))
    const alike = modules.filter((module) => module.split(/[/@-]/).some((part) => part !== '' && folders.has(part)))
    return baseOf(alike.length > 0 ? alike : modules, needs)
  }
}

/** The one that all the others need, and pass on; a single one itself. */
function baseOf(modules: readonly string[], needs: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  return modules.find((base) => modules.every((module) => module === base || needs.get(module)?.has(base)))
}
