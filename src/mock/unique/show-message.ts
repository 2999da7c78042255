import { describeFile } from '../transcript.ts'
import type { Chat } from './chat.ts'
import type { StoredMessage, StoredReference } from './message.ts'
import type { World } from './world.ts'

/** Adds a message to the transcript if the person at the chat sees it for the first time, or sees it changed. */
export function showMessage(world: World, chat: Chat, message: StoredMessage): void {
  const text = (message.text ?? '').replace(/<sup>\s*(\d+)\s*<\/sup>/g, '[$1]')
  const references = message.references.map((reference) => describeReference(world, chat, reference))
  const looks = [text, ...references].join('\n')
  const before = world.shown.get(message.id)
  if (looks === (before ?? '')) return
  world.shown.set(message.id, looks)
  const who = message.role === 'USER' ? 'user' : 'assistant'
  world.surroundings.transcript.say(chat, before === undefined ? who : `${who}, edited`, text, references)
}

/** With the facts of the stored file, not of what the reference says about it. */
function describeReference(world: World, chat: Chat, reference: StoredReference): string {
  const label = `[${reference.sequenceNumber}] `
  const id = contentIdOf(reference)
  if (id === undefined) return label + (reference.url ? `${reference.name} (${reference.url})` : reference.name)
  const content = world.contents.get(id)
  if (content === undefined || (content.ownerType === 'CHAT' && content.ownerId !== chat.id)) {
    return `${label}${reference.name} (no such file)`
  }
  return label + describeFile(reference.name, content.mimeType, content.bytes.byteLength)
}

/** The content that a reference opens (Unique specification 3.2), or `undefined` if it points elsewhere. */
export function contentIdOf(reference: Pick<StoredReference, 'url' | 'source' | 'sourceId'>): string | undefined {
  const id = reference.url?.match(/^unique:\/\/content\/([^/?#]+)/)?.[1]
  if (id !== undefined || reference.url) return id
  // Without an address, the source id is all there is: the content's id, perhaps with a chunk's behind it.
  return reference.source === 'node-ingestion-chunks' ? reference.sourceId.match(/^cont_[^_]+/)?.[0] : undefined
}
