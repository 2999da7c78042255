import { toBytes } from '../bytes.ts'
import type { ShownFile } from '../chat-change.ts'
import { ConnectionCut } from '../faulty-body.ts'
import { createPushStream, type PushStream } from '../push-stream.ts'
import type { UserTurn } from '../scenario.ts'
import type { TurnState } from '../turn-state.ts'
import type { Chat } from './chat.ts'
import { turnEvents } from './chosen-event.ts'
import type { StoredContent } from './content.ts'
import type { Identity } from './identity.ts'
import { ingest } from './ingest.ts'
import type { World } from './world.ts'

/** How an app listens. */
export interface Listening {
  readonly subscriptions: readonly string[]
  /** Of the connection before, by which a program that comes back is known; empty if there was none. */
  readonly lastEventId: string
  /** Events are sent with ids. */
  readonly takesIds: boolean
}

/**
 * One app that listens to the event socket, and the user who talks to it. The user speaks only while the app is
 * connected, since events that nobody hears are lost (Unique specification 4.1).
 */
export class Subscriber {
  readonly #world: World
  readonly #identity: Identity
  readonly #turns: UserTurn[]
  readonly #staysOpen: boolean
  readonly #chats = new Map<string, Chat>()
  #frames: string[] = []
  #stream: PushStream | undefined
  #listening: Listening = { subscriptions: [], lastEventId: '', takesIds: false }
  readonly #sentIds = new Set<string>()

  constructor(world: World, identity: Identity, turns: readonly UserTurn[], staysOpen: boolean) {
    this.#world = world
    this.#identity = identity
    this.#turns = [...turns]
    this.#staysOpen = staysOpen
    this.#chat(turns[0] ?? { text: '' })
  }

  get connected(): boolean {
    return this.#stream?.open === true
  }

  /** Nothing is left to say, and nothing more will be: a connection would be pointless. */
  get usedUp(): boolean {
    return !this.#staysOpen && this.#turns.length === 0 && this.#frames.length === 0
  }

  /** Whether an event with this id has been sent here. */
  hasSent(id: string): boolean {
    return this.#sentIds.has(id)
  }

  /** Opens the stream of events. An older one of the same subscriber ends. */
  connect(listening: Listening): ReadableStream<Uint8Array<ArrayBuffer>> {
    this.disconnect()
    const stream = createPushStream((reason) => {
      // Our own rule: events that a fault cut off come again, else the user would wait for an answer for ever.
      if (!(reason instanceof ConnectionCut)) return
      this.#frames.unshift(...stream.sent.slice(reason.deliveredFrames).filter((frame) => frame.startsWith('data:')))
    })
    this.#stream = stream
    this.#listening = listening
    this.advance()
    return stream.body
  }

  disconnect(): void {
    this.#stream?.end()
  }

  /** Lets the user say something after everything else. */
  add(turn: UserTurn): TurnState {
    this.#turns.push(turn)
    this.advance()
    if (!this.#turns.includes(turn)) return 'spoken'
    return this.connected ? 'input locked' : 'nobody listens'
  }

  has(chat: Chat): boolean {
    return [...this.#chats.values()].includes(chat)
  }

  /** Lets the user say what there is to say, as far as the inputs are free. */
  advance(): void {
    const stream = this.#stream
    if (stream?.open !== true) return
    for (const frame of this.#frames.splice(0)) stream.send(frame)
    for (let turn = this.#turns[0]; turn !== undefined; turn = this.#turns[0]) {
      const chat = this.#chat(turn)
      if (chat.inputLocked) return
      this.#turns.shift()
      this.#speak(turn, chat, stream)
    }
    if (this.usedUp) {
      // Clients need not wait long before they ask again and are told that this was all.
      stream.send('retry: 20\n\n')
      stream.end()
    }
  }

  #chat(turn: UserTurn): Chat {
    const name = turn.chat ?? ''
    let chat = this.#chats.get(name)
    if (chat === undefined) {
      chat = this.#world.openChat(turn.userId ?? this.#identity.userId, this.#identity.companyId)
      this.#chats.set(name, chat)
    }
    return chat
  }

  #speak(turn: UserTurn, chat: Chat, stream: PushStream): void {
    const uploads = (turn.uploads ?? []).map((upload) => this.#upload(upload, chat))
    const { transcript } = this.#world.surroundings
    const user = this.#world.addMessage(chat, { role: 'USER', text: turn.text, originalText: turn.text })
    this.#world.shown.set(user.id, turn.text)
    transcript.show({
      kind: 'message',
      place: chat,
      id: user.id,
      who: 'user',
      edited: false,
      text: turn.text,
      attachments: uploads.map(toChatFile),
      references: [],
    })
    chat.inputLocked = true
    chat.stopsAt = turn.stopsAt
    transcript.show({ kind: 'input', place: chat, state: 'locked' })
    const assistant = this.#world.addMessage(chat, { role: 'ASSISTANT' })
    for (const { subscription, event } of turnEvents(this.#world, turn, chat, { user, assistant }, uploads)) {
      if (!this.#listening.subscriptions.includes(subscription)) continue
      const data = `data: ${JSON.stringify(event)}\n`
      if (!this.#listening.takesIds) stream.send(`${data}\n`)
      else {
        this.#sentIds.add(event.id)
        stream.send(`${data}id: ${event.id}\n\n`)
      }
    }
  }

  #upload(upload: NonNullable<UserTurn['uploads']>[number], chat: Chat): StoredContent {
    const { companyId, userId } = chat
    const { name: key, mimeType } = upload
    const content = this.#world.addContent({ companyId, userId, ownerType: 'CHAT', ownerId: chat.id, key, mimeType })
    content.title = key
    content.bytes = toBytes(upload.bytes)
    ingest(this.#world, content)
    return content
  }
}

function toChatFile({ id, key, mimeType, bytes }: StoredContent): ShownFile {
  return { name: key, mimeType, size: bytes.byteLength, id, url: undefined, kind: undefined }
}
