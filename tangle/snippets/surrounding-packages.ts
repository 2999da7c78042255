import { existsSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { presenceFrom } from '../project/installed-package.ts'
import type { Project } from '../project/project.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'
import { findOwnPackages, type OwnPackage } from './own-packages.ts'

/** The name of the package that a specifier begins with. */
const packageOf = /^(?:@[^/]+\/)?[^/]+/

/**
 * Packages of the repository that a project is a folder of, as `docs/` with its own `package.json` is: those that its
 * pages import and that are not installed for it. A site beside its library seldom depends on it.
 *
 * @param modules As imports name them.
 * @returns Their folders and entries are relative to the root of the project, so they begin with `../`. None for a project
 *   that does not live on the disk.
 */
export async function findSurroundingPackages(
  { root, fileSystem }: Pick<Project, 'root' | 'fileSystem'>,
  modules: Iterable<string>,
): Promise<OwnPackage[]> {
  if (!(fileSystem instanceof NodeFileSystem)) return []
  const presenceOf = presenceFrom(root)
  const names = new Set([...modules].flatMap((module) => packageOf.exec(module)?.[0] ?? []))
  const wanted = new Set([...names].filter((name) => presenceOf(name) !== 'installed'))
  const found = new Map<string, OwnPackage>()
  for (let inner = root; wanted.size > found.size && !isRepository(inner); inner = dirname(inner)) {
    const folder = dirname(inner)
    if (folder === inner) break
    if (!existsSync(join(folder, 'package.json'))) continue
    const way = relative(root, folder).split(sep).join('/')
    for (const own of await findOwnPackages(new NodeFileSystem(folder)))
      if (wanted.has(own.name) && !found.has(own.name)) found.set(own.name, seenFrom(way, own))
  }
  return [...found.values()]
}

/** The packages of a project, and of the repository around it as far as some modules are theirs. */
export async function findRepositoryPackages(
  project: Pick<Project, 'root' | 'fileSystem'>,
  modules: Iterable<string>,
): Promise<OwnPackage[]> {
  return [...(await findOwnPackages(project.fileSystem)), ...(await findSurroundingPackages(project, modules))]
}

/** A repository ends here: what is above it is none of its business. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, '.git'))
}

function seenFrom(way: string, own: OwnPackage): OwnPackage {
  const move = (files: ReadonlyMap<string, string>) =>
    new Map([...files].map(([path, file]) => [path, posix.join(way, file)] as const))
  return { ...own, folder: posix.join(way, own.folder), entries: move(own.entries), resolved: move(own.resolved) }
}
