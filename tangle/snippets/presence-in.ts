import type { FindPresence } from '../model/package-presence.ts'
import { presenceFrom } from '../project/installed-package.ts'
import type { Project } from '../project/project.ts'
import { findRepositoryPackages } from './surrounding-packages.ts'

/**
 * Tells whether packages are there for the pages of a project: what is not installed may be a package of its workspace, or
 * of the repository around it.
 *
 * @param modules Those that somebody will ask about.
 */
export async function presenceIn(
  project: Pick<Project, 'root' | 'fileSystem'>,
  modules: readonly string[],
): Promise<FindPresence> {
  const presenceOf = presenceFrom(project.root)
  if (modules.length === 0) return presenceOf
  const names = new Set((await findRepositoryPackages(project, modules)).map(({ name }) => name))
  return (name) => {
    const found = presenceOf(name)
    return found === 'missing' && names.has(name) ? 'own' : found
  }
}
