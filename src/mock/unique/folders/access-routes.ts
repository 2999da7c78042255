import { array, object, oneOf, optional, required, text, truth } from '../../shape.ts'
import { addRoute, type MockApp } from '../route.ts'
import type { World } from '../world.ts'
import { findFolder, toFolderInfo } from './find-folder.ts'
import { type FolderAccess, type StoredFolder, withDescendants } from './folder.ts'

const accessShape = object({
  scopeId: optional(text),
  folderPath: optional(text),
  scopeAccesses: required(
    array(
      object({
        entityId: required(text),
        entityType: required(oneOf('USER', 'GROUP')),
        type: required(oneOf('READ', 'WRITE', 'MANAGE')),
      }),
    ),
  ),
  applyToSubScopes: optional(truth),
})

type Change = (before: readonly FolderAccess[], given: readonly FolderAccess[]) => readonly FolderAccess[]

const CHANGES: Readonly<Record<string, Change>> = {
  'add-access': (before, given) => [...before, ...given.filter((one) => !before.some((other) => isSame(one, other)))],
  'remove-access': (before, given) => before.filter((one) => !given.some((other) => isSame(one, other))),
}

/** `/folder/add-access` and `/folder/remove-access` (Unique specification 2.3). Kept, and asked by nobody. */
export function addFolderAccessRoutes(app: MockApp, world: World): void {
  for (const [name, change] of Object.entries(CHANGES)) {
    addRoute(app, {
      method: 'PATCH',
      path: `/folder/${name}`,
      cite: 'Unique specification 2.3',
      body: accessShape,
      handle({ caller, body }) {
        const folder = findFolder(world, caller, body)
        const all = body.applyToSubScopes === true ? withDescendants(world.folders, folder.id) : [folder]
        for (const one of all) one.scopeAccesses = change(one.scopeAccesses, body.scopeAccesses)
        return Response.json(toAccess(world, folder))
      },
    })
  }
}

function isSame(one: FolderAccess, other: FolderAccess): boolean {
  return one.entityId === other.entityId && one.entityType === other.entityType && one.type === other.type
}

function toAccess(world: World, folder: StoredFolder): Record<string, unknown> {
  const children = [...world.folders.values()].filter(({ parentId }) => parentId === folder.id)
  const { scopeAccesses } = folder
  const below = children.map(({ id, name, scopeAccesses: accesses }) => ({ id, name, scopeAccesses: accesses }))
  return { ...toFolderInfo(folder), object: 'updateFolderAccessResult', scopeAccesses, children: below }
}
