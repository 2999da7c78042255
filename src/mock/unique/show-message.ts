import { describeChange, type ShownReference } from '../chat-change.ts'
import type { Chat } from './chat.ts'
import type { StoredMessage, StoredReference } from './message.ts'
import type { World } from './world.ts'

/** Adds a message to the transcript if the person at the chat sees it for the first time, or sees it changed. */
export function showMessage(world: World, chat: Chat, message: StoredMessage): void {
  const before = world.shown.get(message.id)
  const change = {
    kind: 'message',
    place: chat,
    id: message.id,
    who: message.role === 'USER' ? 'user' : 'assistant',
    edited: before !== undefined,
    text: (message.text ?? '').replace(/<sup>\s*(\d+)\s*<\/sup>/g, '[$1]'),
    attachments: [],
    references: message.references.map((reference) => toChatReference(world, chat, reference)),
  } as const
  const looks = [change.text, ...(describeChange(change)?.details ?? [])].join('\n')
  if (looks === (before ?? '')) return
  world.shown.set(message.id, looks)
  world.surroundings.transcript.show(change)
}

/** With the facts of the stored file, not of what the reference says about it. */
function toChatReference(world: World, chat: Chat, reference: StoredReference): ShownReference {
  const { name, sequenceNumber: number } = reference
  const elsewhere = { number, name, mimeType: '', size: undefined, id: undefined, url: undefined, kind: undefined }
  const id = contentIdOf(reference)
  if (id === undefined) return { ...elsewhere, url: reference.url || undefined, missing: false }
  const content = world.contents.get(id)
  if (content === undefined || (content.ownerType === 'CHAT' && content.ownerId !== chat.id)) {
    return { ...elsewhere, missing: true }
  }
  return { ...elsewhere, mimeType: content.mimeType, size: content.bytes.byteLength, id, missing: false }
}

/** The content that a reference opens (Unique specification 3.2), or `undefined` if it points elsewhere. */
export function contentIdOf(reference: Pick<StoredReference, 'url' | 'source' | 'sourceId'>): string | undefined {
  const id = reference.url?.match(/^unique:\/\/content\/([^/?#]+)/)?.[1]
  if (id !== undefined || reference.url) return id
  // Without an address, the source id is all there is: the content's id, perhaps with a chunk's behind it.
  return reference.source === 'node-ingestion-chunks' ? reference.sourceId.match(/^cont_[^_]+/)?.[0] : undefined
}
