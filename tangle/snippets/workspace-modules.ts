import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findInstalledPackage } from '../project/installed-package.ts'
import type { OwnPackage } from './own-packages.ts'

/** A specifier of a package, and its name. */
const specifier = /^((?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*)(?:\/|$)/i

/**
 * Packages that a reader of the pages installs, and that are installed for packages of the workspace alone, as pnpm does
 * it: where the pages look for them, and where they are, both absolute. Of several versions, most packages have it.
 *
 * @param root Absolute: what is found from there needs no link.
 * @param modules As imports name them.
 */
export function linkWorkspaceModules(
  root: string,
  packages: readonly OwnPackage[],
  modules: Iterable<string>,
): Map<string, string> {
  const folders = packages.filter(({ folder }) => folder !== '.').map(({ folder }) => resolve(root, folder))
  const own = new Set(packages.map(({ name }) => name))
  const links = new Map<string, string>()
  if (folders.length === 0) return links
  const names = new Set([...modules].flatMap((module) => specifier.exec(module)?.[1] ?? []))
  for (const name of [...names].flatMap((one) => [one, typesOf(one)])) {
    if (own.has(name) || findInstalledPackage(name, root) !== undefined) continue
    const found = mostFrequent(folders.flatMap((folder) => installedIn(folder, name)))
    if (found !== undefined) links.set(join(root, 'node_modules', name), found)
  }
  return links
}

/** The package that may have the types of another one. */
function typesOf(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`
}

function installedIn(folder: string, name: string): string[] {
  const path = join(folder, 'node_modules', name)
  if (!existsSync(join(path, 'package.json'))) return []
  return [realpathSync(path)]
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return [...counts].find(([, count]) => count === most)?.[0]
}
