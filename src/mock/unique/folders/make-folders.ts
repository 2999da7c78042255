import type { Identity } from '../identity.ts'
import type { World } from '../world.ts'
import { findByPath } from './find-folder.ts'
import type { StoredFolder } from './folder.ts'

/** The folder at a path below a folder or the root. Folders that are missing on the way to it are made. */
export function makeFolders(
  world: World,
  caller: Identity,
  parent: StoredFolder | undefined,
  path: string,
  inheritsAccess = true,
): StoredFolder {
  const names = path.split('/').filter((name) => name !== '')
  let at = parent
  for (const name of names) {
    at = findByPath(world, caller, at?.id ?? null, [name]) ?? addFolder(world, caller, at, name, inheritsAccess)
  }
  if (at === undefined) throw new TypeError(`${path} names no folder`)
  return at
}

function addFolder(
  world: World,
  { companyId }: Identity,
  parent: StoredFolder | undefined,
  name: string,
  inheritsAccess: boolean,
): StoredFolder {
  const now = world.time()
  const folder: StoredFolder = {
    object: 'folder',
    id: world.surroundings.ids.token('scope_'),
    companyId,
    name,
    parentId: parent?.id ?? null,
    externalId: null,
    // The vendor's toolkit takes no null for it.
    ingestionConfig: {},
    scopeAccesses: inheritsAccess ? (parent?.scopeAccesses ?? []) : [],
    createdAt: now,
    updatedAt: now,
  }
  world.folders.set(folder.id, folder)
  return folder
}
