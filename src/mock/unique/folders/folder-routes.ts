import { array, object, openObject, optional, required, text, truth } from '../../shape.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'
import { findFolder, readPage, toFolderInfo } from './find-folder.ts'
import { isBelow, namePath, type StoredFolder, withDescendants } from './folder.ts'
import { makeFolders } from './make-folders.ts'

const CITE = 'Unique specification 2.3'

const createShape = object({
  paths: optional(array(text)),
  parentScopeId: optional(text),
  relativePaths: optional(array(text)),
  inheritAccess: optional(truth),
})

const updateShape = object({
  name: optional(text),
  parentId: optional(text),
  externalId: optional(text),
  // The vendor's client repeats what is in the path.
  scopeId: optional(text),
})
const moveShape = object({ newParentId: required(text) })
const configShape = object({
  scopeId: optional(text),
  folderPath: optional(text),
  ingestionConfig: required(openObject),
  applyToSubScopes: optional(truth),
})

/** `/folder` (Unique specification 2.3): what there is, and where it lies. */
export function addFolderRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/folder',
    cite: CITE,
    body: createShape,
    handle({ caller, body }) {
      const { paths, parentScopeId, relativePaths } = body
      if ((paths === undefined || paths === null) === !(parentScopeId && relativePaths)) {
        throw new UniqueError(400, 'Give either paths, or parentScopeId and relativePaths')
      }
      const parent = parentScopeId ? findFolder(world, caller, { scopeId: parentScopeId }) : undefined
      const wanted = paths ?? relativePaths ?? []
      for (const path of wanted) {
        if (path.startsWith('/') === (parent !== undefined)) {
          throw new UniqueError(400, `${path} must ${parent === undefined ? '' : 'not '}start with /`)
        }
        if (!/[^/]/.test(path)) throw new UniqueError(400, `${path} names no folder`)
      }
      const inherits = body.inheritAccess !== false
      const created = wanted.map((path) => makeFolders(world, caller, parent, path, inherits))
      const createdFolders = created.map(toCreated)
      return Response.json({ createdFolders }, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/folder/info',
    cite: CITE,
    query: ['scopeId', 'folderPath'],
    handle({ caller, query }) {
      return Response.json(toFolderInfo(findFolder(world, caller, Object.fromEntries(query))))
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/folder/infos',
    cite: CITE,
    query: ['parentId', 'take', 'skip'],
    handle({ caller, query }) {
      const parentId = query.get('parentId') || null
      if (parentId !== null) findFolder(world, caller, { scopeId: parentId })
      const all = [...world.folders.values()].filter(
        (folder) => folder.companyId === caller.companyId && folder.parentId === parentId,
      )
      return Response.json({ folderInfos: readPage(query, all).map(toFolderInfo), totalCount: all.length })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/folder/ingestion-config',
    cite: CITE,
    body: configShape,
    handle({ caller, body }) {
      const folder = findFolder(world, caller, body)
      const all = body.applyToSubScopes === true ? withDescendants(world.folders, folder.id) : [folder]
      // The stored one is replaced, not merged.
      for (const one of all) Object.assign(one, { ingestionConfig: body.ingestionConfig, updatedAt: world.time() })
      return Response.json(toFolderInfo(folder))
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/folder/:scopeId/path',
    cite: CITE,
    handle({ caller, parameters }) {
      const folder = findFolder(world, caller, parameters)
      return Response.json({ folderPath: namePath(world.folders, folder.id) })
    },
  })

  addRoute(app, {
    method: 'POST',
    path: '/folder/:scopeId/move',
    cite: CITE,
    body: moveShape,
    handle({ caller, parameters, body }) {
      const folder = findFolder(world, caller, parameters)
      moveFolder(world, folder, findFolder(world, caller, { scopeId: body.newParentId }).id)
      return Response.json({ scopeId: folder.id, asyncMetadataRebuild: false, object: 'folder-move' }, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'DELETE',
    path: '/folder/:scopeId',
    cite: CITE,
    query: ['recursive'],
    handle({ caller, parameters, query }) {
      const folder = findFolder(world, caller, parameters)
      const all = withDescendants(world.folders, folder.id)
      const described = { id: folder.id, name: folder.name, path: namePath(world.folders, folder.id) }
      const isFilled = [...world.contents.values()].some(({ ownerId }) => ownerId === folder.id)
      if (query.get('recursive')?.toLowerCase() !== 'true' && (all.length > 1 || isFilled)) {
        return Response.json({
          successFolders: [],
          failedFolders: [{ ...described, failReason: 'The folder is not empty' }],
        })
      }
      const successFolders = all.map(({ id, name }) => ({ id, name, path: namePath(world.folders, id) }))
      for (const { id } of all) world.folders.delete(id)
      for (const { id, ownerId } of [...world.contents.values()]) {
        if (all.some((one) => one.id === ownerId)) world.contents.delete(id)
      }
      return Response.json({ successFolders, failedFolders: [] })
    },
  })
}

/** After the routes whose paths look like its own. */
export function addFolderUpdateRoute(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'PATCH',
    path: '/folder/:scopeId',
    cite: CITE,
    body: updateShape,
    handle({ exchange, caller, parameters, body }) {
      const folder = findFolder(world, caller, parameters)
      // Null is no absence here: it moves to the root.
      if (body.parentId !== undefined) {
        const parent = body.parentId === null ? null : findFolder(world, caller, { scopeId: body.parentId }).id
        moveFolder(world, folder, parent)
      }
      if (body.name === '') exchange.report('body', 'name', `name is empty (${CITE})`)
      folder.name = body.name || folder.name
      folder.externalId = body.externalId ?? folder.externalId
      folder.updatedAt = world.time()
      return Response.json(toFolderInfo(folder))
    },
  })
}

function moveFolder(world: World, folder: StoredFolder, parentId: string | null): void {
  if (parentId !== null && isBelow(world.folders, parentId, folder.id)) {
    throw new UniqueError(400, 'A folder cannot be moved into itself')
  }
  folder.parentId = parentId
  folder.updatedAt = world.time()
}

function toCreated({ id, object, name, parentId, externalId }: StoredFolder): Record<string, unknown> {
  return { id, object, name, parentId, externalId }
}
