import type { FindPresence } from '../model/package-presence.ts'
import { presenceFrom } from '../project/installed-package.ts'
import type { Project } from '../project/project.ts'
import { findOwnPackages } from './own-packages.ts'
import { findSurroundingPackages } from './surrounding-packages.ts'

/**
 * Tells whether packages are there for the pages of a project: what is not installed may be a package of its workspace, or
 * of the repository around it.
 *
 * @param modules Those that somebody will ask about.
 */
export async function presenceIn(
  { root, fileSystem }: Pick<Project, 'root' | 'fileSystem'>,
  modules: Iterable<string>,
): Promise<FindPresence> {
  const presenceOf = presenceFrom(root)
  const own = [...(await findOwnPackages(fileSystem)), ...(await findSurroundingPackages(root, modules))]
  const names = new Set(own.map(({ name }) => name))
  return (name) => {
    const found = presenceOf(name)
    return found === 'missing' && names.has(name) ? 'own' : found
  }
}
