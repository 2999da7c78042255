import type { RemoteFile } from '../scenario.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Chat } from './chat.ts'
import { isAnswered } from './chat.ts'
import type { StoredContent } from './content.ts'
import type { StoredElicitation } from './elicitation.ts'
import type { StoredFolder } from './folders/folder.ts'
import type { Identity } from './identity.ts'
import type { StoredMemory } from './memory.ts'
import type { StoredMessage } from './message.ts'
import { showMessage } from './show-message.ts'
import { UniqueError } from './unique-error.ts'

/** Everything that the Unique platform remembers. */
export class World {
  readonly surroundings: Surroundings
  readonly assistantId: string
  readonly chats = new Map<string, Chat>()
  readonly contents = new Map<string, StoredContent>()
  /** Oldest first. */
  readonly memories: StoredMemory[] = []
  readonly folders = new Map<string, StoredFolder>()
  readonly elicitations = new Map<string, StoredElicitation>()
  /** The look of each message when it was shown last. */
  readonly shown = new Map<string, string>()
  /** Told when an input is free again. */
  onFree: (chat: Chat) => void = () => {}

  constructor(surroundings: Surroundings, assistantId: string) {
    this.surroundings = surroundings
    this.assistantId = assistantId
  }

  /** The current time, in the platform's form. Reads the clock. */
  time(): string {
    return new Date(this.surroundings.clock.now()).toISOString()
  }

  remote(url: string): RemoteFile | undefined {
    const files = this.surroundings.scenario.remote ?? {}
    return Object.hasOwn(files, url) ? files[url] : undefined
  }

  openChat(userId: string, companyId: string): Chat {
    const chat: Chat = {
      kind: 'chat',
      number: this.chats.size + 1,
      id: this.surroundings.ids.token('chat_'),
      assistantId: this.assistantId,
      userId,
      companyId,
      messages: [],
      inputLocked: false,
      stopsAt: undefined,
    }
    this.chats.set(chat.id, chat)
    return chat
  }

  /** The chat, if this caller may use it: another company's does not exist, another user's is forbidden. */
  chat(id: string, caller: Identity): Chat {
    const chat = this.chats.get(id)
    if (chat === undefined || chat.companyId !== caller.companyId) throw new UniqueError(404, `Chat ${id} not found`)
    if (chat.userId !== caller.userId) throw new UniqueError(403, `Chat ${id} belongs to another user`)
    return chat
  }

  message(chat: Chat, id: string): StoredMessage {
    const message = chat.messages.find((candidate) => candidate.id === id)
    if (message === undefined) throw new UniqueError(404, `Message ${id} not found in chat ${chat.id}`)
    return message
  }

  /** A message by its id alone, in a chat that this caller may use. */
  findMessage(id: string, caller: Identity): { readonly chat: Chat; readonly message: StoredMessage } {
    for (const candidate of this.chats.values()) {
      const message = candidate.messages.find((one) => one.id === id)
      if (message !== undefined) return { chat: this.chat(candidate.id, caller), message }
    }
    throw new UniqueError(404, `Message ${id} not found`)
  }

  addMessage(chat: Chat, fields: Partial<StoredMessage> & Pick<StoredMessage, 'role'>): StoredMessage {
    const now = this.time()
    const message: StoredMessage = {
      id: this.surroundings.ids.token('msg_'),
      chatId: chat.id,
      text: null,
      originalText: null,
      references: [],
      debugInfo: null,
      gptRequest: null,
      createdAt: now,
      updatedAt: now,
      completedAt: null,
      startedStreamingAt: null,
      stoppedStreamingAt: null,
      userAbortedAt: null,
      assessment: null,
      segmentKind: null,
      responseTurnId: null,
      segmentIndex: null,
      ...fields,
    }
    chat.messages.push(message)
    return message
  }

  /** A row without a file. */
  addContent(
    fields: Pick<StoredContent, 'companyId' | 'userId' | 'ownerType' | 'ownerId' | 'key' | 'mimeType'>,
  ): StoredContent {
    const { companyId, userId, ownerType, ownerId, key, mimeType } = fields
    const now = this.time()
    const content: StoredContent = {
      id: this.surroundings.ids.token('cont_'),
      companyId,
      userId,
      ownerType,
      ownerId,
      key,
      title: null,
      url: null,
      description: null,
      mimeType,
      metadata: null,
      ingestionConfig: null,
      ingestionState: undefined,
      chunks: [],
      bytes: new Uint8Array(),
      staged: undefined,
      uploadKey: '',
      createdAt: now,
      updatedAt: now,
    }
    this.contents.set(content.id, content)
    return content
  }

  /** The user presses Stop: the app finds out when it looks at the message (Unique specification 6.5). */
  pressStop(chat: Chat): boolean {
    chat.stopsAt = undefined
    const message = chat.messages.findLast(({ role }) => role === 'ASSISTANT')
    if (!chat.inputLocked || message === undefined || message.userAbortedAt !== null) return false
    message.userAbortedAt = this.time()
    this.surroundings.transcript.show({ kind: 'input', place: chat, state: 'stopped' })
    return true
  }

  /** Writes down what has become visible of a message, and frees the input if the chat is answered now. */
  settle(chat: Chat, message: StoredMessage): void {
    showMessage(this, chat, message)
    if (chat.stopsAt !== undefined && message.role === 'ASSISTANT' && message.text?.includes(chat.stopsAt)) {
      this.pressStop(chat)
    }
    if (chat.inputLocked && isAnswered(chat)) {
      chat.inputLocked = false
      this.surroundings.transcript.show({ kind: 'input', place: chat, state: 'free' })
      this.onFree(chat)
    }
  }
}
