import type { Exchange } from '../exchange.ts'
import type { Chat } from './chat.ts'
import type { StoredReference } from './message.ts'
import type { SentReference } from './reference-shape.ts'
import { contentIdOf } from './show-message.ts'
import type { World } from './world.ts'

/**
 * The references of a message as they are stored. Nothing says that the platform looks a reference up when it stores
 * it, so one that leads nowhere is accepted; it is in the deviation log, and the transcript shows what the person at
 * the chat would find.
 */
export function storeReferences(
  world: World,
  exchange: Exchange,
  chat: Chat,
  references: readonly SentReference[],
): readonly StoredReference[] {
  return references.map(({ name, url, sequenceNumber, sourceId, source, description }, index) => {
    const id = contentIdOf({ url: url ?? null, source, sourceId })
    const problem = id === undefined ? undefined : findProblem(world, chat, id)
    if (problem !== undefined) {
      const field = url ? 'url' : 'sourceId'
      exchange.report('body', `references[${index}].${field}`, `${id} ${problem} (Unique specification 3.2)`)
    }
    const reference = { name, url: url ?? null, sequenceNumber, sourceId, source }
    return description === undefined || description === null || description === ''
      ? reference
      : { ...reference, description }
  })
}

function findProblem(world: World, chat: Chat, id: string): string | undefined {
  const content = world.contents.get(id)
  if (content === undefined || content.companyId !== chat.companyId) return 'is no content'
  if (content.ownerType === 'CHAT' && content.ownerId !== chat.id) return 'is content of another chat'
  if (content.ingestionState === undefined) return 'is empty: its upload was not completed'
  return undefined
}
