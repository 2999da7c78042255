import { toBytes } from '../bytes.ts'
import type { ScenarioDocument } from '../scenario.ts'
import { makeFolders } from './folders/make-folders.ts'
import type { Identity } from './identity.ts'
import { ingest } from './ingest.ts'
import type { World } from './world.ts'

/** Puts the documents of a scenario where a search finds them. */
export function addDocuments(world: World, owner: Identity, documents: readonly ScenarioDocument[]): void {
  for (const { name: key, mimeType, bytes, folder = '/Documents', metadata } of documents) {
    const { id: ownerId } = makeFolders(world, owner, undefined, folder)
    const { companyId, userId } = owner
    const content = world.addContent({ companyId, userId, ownerType: 'SCOPE', ownerId, key, mimeType })
    content.title = key
    content.bytes = toBytes(bytes)
    content.metadata = metadata ?? null
    ingest(world, content)
  }
}
