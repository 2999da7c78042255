import type { Identity } from '../identity.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'
import type { StoredFolder } from './folder.ts'

/** A folder of the caller's company, by its id or by its path. */
export function findFolder(
  world: World,
  caller: Identity,
  { scopeId, folderPath }: { readonly scopeId?: string | null; readonly folderPath?: string | null },
): StoredFolder {
  if (!scopeId && !folderPath) throw new UniqueError(400, 'scopeId or folderPath is required')
  const folder = scopeId
    ? world.folders.get(scopeId)
    : findByPath(
        world,
        caller,
        null,
        (folderPath ?? '').split('/').filter((name) => name !== ''),
      )
  if (folder === undefined || folder.companyId !== caller.companyId) {
    throw new UniqueError(404, `Folder ${scopeId || folderPath} not found`)
  }
  return folder
}

/** Down from a folder, or from the root. */
export function findByPath(
  world: World,
  { companyId }: Identity,
  parentId: string | null,
  [name, ...rest]: readonly string[],
): StoredFolder | undefined {
  const folder = [...world.folders.values()].find(
    (one) => one.companyId === companyId && one.parentId === parentId && one.name === name,
  )
  return folder === undefined || rest.length === 0
    ? folder
    : findByPath(world, { companyId } as Identity, folder.id, rest)
}

/** The folder as it is answered when somebody asks for it. */
export function toFolderInfo(folder: StoredFolder): Record<string, unknown> {
  const { id, name, ingestionConfig, createdAt, updatedAt, parentId, externalId } = folder
  return { object: 'folder-info', id, name, ingestionConfig, createdAt, updatedAt, parentId, externalId }
}

/** The part of a list that `skip` and `take` ask for. */
export function readPage<Item>(query: URLSearchParams, all: readonly Item[]): readonly Item[] {
  const read = (name: string, otherwise: number) => {
    const value = query.get(name) || String(otherwise)
    if (!/^\d+$/.test(value)) throw new UniqueError(400, `${name} must be a number, 0 or more`)
    return Number(value)
  }
  const skip = read('skip', 0)
  return all.slice(skip, skip + read('take', 50))
}
