import type { Page } from '../model/page.ts'
import type { OwnPackage } from './own-packages.ts'

/** A fence in a language whose code is not checked, but which imports as the others do. */
const others = /^(?:js|jsx|mjs|cjs|javascript|vue|svelte|astro)$/

/** The module of an import. */
const imported = /\b(?:from|import)[ \t]*(?:\([ \t]*)?(['"])([^'"\n]+)\1/g

/**
 * Packages of the project that only blocks in other languages import: a plugin that its page installs in JavaScript adds
 * its options to what the blocks in TypeScript use.
 *
 * @param known The modules that are imported anyway.
 */
export function findLoadedPackages(
  pages: readonly Page[],
  packages: readonly OwnPackage[],
  known: ReadonlySet<string>,
): string[] {
  const names = new Set(packages.filter(({ entries }) => entries.size > 0).map(({ name }) => name))
  for (const name of known) names.delete(name)
  if (names.size === 0) return []
  const found = new Set<string>()
  for (const { blocks } of pages)
    for (const { language, content } of blocks)
      if (content !== undefined && others.test(language ?? ''))
        for (const [, , module = ''] of content.matchAll(imported)) if (names.has(module)) found.add(module)
  return [...found].sort()
}
