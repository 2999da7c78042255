import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import type { FindPresence } from '../model/package-presence.ts'

/**
 * Looks for a package as Node does: in a folder, and in all around it.
 *
 * @param folder Absolute.
 * @returns The folder of the package, which may be a link; `undefined` if it is not installed.
 */
export function findInstalledPackage(name: string, folder: string): string | undefined {
  const found = join(folder, 'node_modules', name)
  if (existsSync(join(found, 'package.json'))) return found
  const outer = dirname(folder)
  return outer === folder ? undefined : findInstalledPackage(name, outer)
}

/** Tells whether packages are there, as seen from a folder. */
export function presenceFrom(folder: string): FindPresence {
  return (name) => {
    const found = findInstalledPackage(name, folder)
    if (found === undefined) return 'missing'
    return realpathSync(found).split(sep).includes('node_modules') ? 'installed' : 'own'
  }
}
