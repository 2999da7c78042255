import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findInstalledPackage } from '../project/installed-package.ts'
import type { OwnPackage } from './own-packages.ts'

/** A specifier of a package, and its name. */
const specifier = /^((?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*)(?:\/|$)/i

/**
 * Packages that a reader of the pages installs, and that are installed for packages of the workspace alone, as pnpm does
 * it: where the pages look for them, and where they are, both absolute. Of several versions, the one counts that packages
 * ask their users to install, else the one that they need themselves, else the one that most of them have.
 *
 * @param root Absolute: what is found from there needs no link.
 * @param modules As imports name them.
 */
export function linkWorkspaceModules(
  root: string,
  packages: readonly OwnPackage[],
  modules: Iterable<string>,
): Map<string, string> {
  const others = packages.filter(({ folder }) => folder !== '.')
  const own = new Set(packages.map(({ name }) => name))
  const links = new Map<string, string>()
  if (others.length === 0) return links
  const names = new Set([...modules].flatMap((module) => specifier.exec(module)?.[1] ?? []))
  const link = (name: string, among: readonly OwnPackage[]): readonly OwnPackage[] => {
    if (own.has(name) || findInstalledPackage(name, root) !== undefined) return among
    const found = among.flatMap((one) => installedIn(resolve(root, one.folder), name).map((path) => ({ one, path })))
    const path = mostFrequent(found.map((each) => each.path))
    if (path === undefined) return among
    links.set(join(root, 'node_modules', name), path)
    return found.filter((each) => each.path === path).map(({ one }) => one)
  }
  for (const name of names) {
    const asking = others.filter(({ peers }) => peers.has(name))
    const needing = others.filter(({ dependencies }) => dependencies.has(name))
    const [among = others] = [asking, needing].filter((some) => some.some((one) => isInstalledIn(root, one, name)))
    // Types go with the version that they are installed beside.
    link(typesOf(name), link(name, among))
  }
  return links
}

/**
 * Packages of the workspace whose sources stand for them, as packages of the workspace have them installed: where they
 * look for them, and where the sources are led to, both absolute. What is installed there is not built.
 *
 * @param names Of the packages that are led to their sources, below `node_modules` of the root.
 */
export function linkToSources(
  root: string,
  packages: readonly OwnPackage[],
  names: ReadonlySet<string>,
): Map<string, string> {
  const links = new Map<string, string>()
  for (const { folder } of packages) {
    if (folder === '.') continue
    for (const name of names) {
      const path = join(resolve(root, folder), 'node_modules', name)
      if (existsSync(path)) links.set(path, join(root, 'node_modules', name))
    }
  }
  return links
}

/** The package that may have the types of another one. */
function typesOf(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`
}

function isInstalledIn(root: string, { folder }: OwnPackage, name: string): boolean {
  return installedIn(resolve(root, folder), name).length > 0
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
