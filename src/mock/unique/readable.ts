import type { StoredContent } from './content.ts'
import { idPath } from './folders/folder.ts'
import type { Identity } from './identity.ts'
import type { World } from './world.ts'

/** Contents of folders are for the whole company, those of a chat for its user. */
export function mayRead(world: World, content: StoredContent, caller: Identity): boolean {
  if (content.companyId !== caller.companyId) return false
  return content.ownerType === 'SCOPE' || world.chats.get(content.ownerId)?.userId === caller.userId
}

/** The metadata of a content, as filters see them: its own, and what the platform adds (Unique specification 2.3). */
export function metadataOf(world: World, content: StoredContent): Record<string, unknown> {
  const { id, key, title, url, mimeType, companyId, ownerType, ownerId, metadata } = content
  const place = ownerType === 'SCOPE' ? { folderId: ownerId, folderIdPath: idPath(world.folders, ownerId) } : {}
  return { ...metadata, key, title, url, mimeType, companyId, contentId: id, ...place }
}
