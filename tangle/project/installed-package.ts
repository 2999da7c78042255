import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

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

/** Tells whether packages are installed, by their names, as seen from a folder. */
export function installedFrom(folder: string): (name: string) => boolean {
  return (name) => findInstalledPackage(name, folder) !== undefined
}
