/** A folder, which the API calls a scope as well. */
export interface StoredFolder {
  readonly object: 'folder'
  readonly id: string
  readonly companyId: string
  name: string
  parentId: string | null
  externalId: string | null
  ingestionConfig: Readonly<Record<string, unknown>>
  scopeAccesses: readonly FolderAccess[]
  readonly createdAt: string
  updatedAt: string
}

/** Who may do what in a folder. */
export interface FolderAccess {
  readonly entityId: string
  readonly entityType: 'USER' | 'GROUP'
  readonly type: 'READ' | 'WRITE' | 'MANAGE'
}

type Folders = ReadonlyMap<string, StoredFolder>

/** From the root down, the folder itself last. A scope that nobody has made is alone. */
export function ancestry(folders: Folders, id: string): readonly string[] {
  const parentId = folders.get(id)?.parentId ?? null
  return parentId === null ? [id] : [...ancestry(folders, parentId), id]
}

/** Whether a folder is another one, or somewhere in it. */
export function isBelow(folders: Folders, id: string, other: string): boolean {
  return ancestry(folders, id).includes(other)
}

/** `uniquepathid://scope_a/scope_b` (Unique specification 2.3). */
export function idPath(folders: Folders, id: string): string {
  return `uniquepathid://${ancestry(folders, id).join('/')}`
}

/** `/Reports/2025` */
export function namePath(folders: Folders, id: string): string {
  return `/${ancestry(folders, id)
    .map((one) => folders.get(one)?.name ?? one)
    .join('/')}`
}

/** The folder and all that are in it, deepest last. */
export function withDescendants(folders: Folders, id: string): readonly StoredFolder[] {
  return [...folders.values()].filter((folder) => isBelow(folders, folder.id, id))
}
