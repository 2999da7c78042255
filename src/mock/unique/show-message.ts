import { describeChange, type ShownReference } from '../chat-change.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Chat } from './chat.ts'
import type { StoredContent } from './content.ts'
import type { StoredMessage, StoredReference } from './message.ts'

/** Of the world, what there is to see and who looks at it. */
interface View {
  readonly contents: ReadonlyMap<string, StoredContent>
  /** The look of each message when it was shown last. */
  readonly shown: Map<string, string>
  readonly surroundings: Pick<Surroundings, 'transcript'>
}

/** Adds a message to the transcript if the person at the chat sees it for the first time, or sees it changed. */
export function showMessage(view: View, chat: Chat, message: StoredMessage): void {
  const before = view.shown.get(message.id)
  const change = {
    kind: 'message',
    place: chat,
    id: message.id,
    who: message.role === 'USER' ? 'user' : 'assistant',
    edited: before !== undefined,
    text: (message.text ?? '').replace(/<sup>\s*(\d+)\s*<\/sup>/g, '[$1]'),
    attachments: [],
    references: message.references.map((reference) => toChatReference(view, chat, reference)),
    ...toAssessments(message),
  } as const
  const looks = [change.text, ...(describeChange(change)?.details ?? [])].join('\n')
  if (looks === (before ?? '')) return
  view.shown.set(message.id, looks)
  view.surroundings.transcript.show(change)
}

function toAssessments({ assessment }: StoredMessage): { readonly assessments?: readonly string[] } {
  const shown = (assessment ?? []).filter(({ isVisible }) => isVisible)
  if (shown.length === 0) return {}
  return { assessments: shown.map(({ label, status, title, type }) => `${label ?? status}: ${title ?? type}`) }
}

/** With the facts of the stored file, not of what the reference says about it. */
function toChatReference(view: View, chat: Chat, reference: StoredReference): ShownReference {
  const { name, sequenceNumber: number } = reference
  const elsewhere = { number, name, mimeType: '', size: undefined, id: undefined, url: undefined, kind: undefined }
  const id = contentIdOf(reference)
  if (id === undefined) return { ...elsewhere, url: reference.url || undefined, missing: false }
  const content = view.contents.get(id)
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
