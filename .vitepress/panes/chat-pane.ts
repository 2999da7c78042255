import type { ChatChange, ChatPlace, MockFile, ShownFile, ShownReference } from '../../src/mock/index.ts'
import { addStyle } from '../../tangle/weave/client/add-style.ts'
import { element, keepAtEnd } from '../../tangle/weave/client/run/element.ts'
import type { CreatePane, Pane } from '../../tangle/weave/client/run/pane.ts'
import type { RunState } from '../../tangle/weave/client/run/session.ts'
import type { ChatEvent, SiteEvent, SpokenTurn } from '../world/events.ts'
import { Composer } from './composer.ts'
import css from './panes.css?inline'

addStyle(css)

type Message = Extract<ChatChange, { kind: 'message' }>

/** What the person at the chat sees while the program runs, and where the reader goes on as that person. */
class ChatPane implements Pane {
  readonly root: HTMLElement
  readonly place = 'beside'
  readonly #log = element('ol', { class: 'chat-log', tabindex: '0', 'aria-label': 'Messages of the chat' })
  readonly #text = element('pre', { class: 'run-transcript' })
  readonly #messages = new Map<string, HTMLElement>()
  readonly #files = new Map<string, MockFile>()
  readonly #composer: Composer
  readonly #locked = new Set<number>()
  #place: ChatPlace | undefined
  /** The newest chat of the person: there the reader goes on. */
  #chat: ChatPlace | undefined
  #state: RunState = 'loading'
  /** The scenario is over: the reader has the word. */
  #hasListened = false

  constructor(say: (turn: SpokenTurn) => void) {
    this.#composer = new Composer((text, uploads) => {
      if (this.#chat) say({ text, uploads, chat: this.#chat.number })
    })
    const heading = element('p', { class: 'run-heading' }, 'In the chat')
    const asText = element('details', { class: 'weave-as-text' }, element('summary', {}, 'As text'), this.#text)
    // A list with another role would be no list.
    const live = element('div', { role: 'log', 'aria-label': 'The chat' }, this.#log)
    this.root = element('div', { class: 'run-chat', hidden: true }, heading, live, this.#composer.root, asText)
    this.#composer.acceptDrops(this.root)
  }

  clear(): void {
    this.#log.replaceChildren()
    this.#text.textContent = ''
    this.#messages.clear()
    this.#files.clear()
    this.#locked.clear()
    this.#place = undefined
    this.#chat = undefined
    this.#hasListened = false
    this.root.hidden = true
  }

  state(state: RunState): void {
    this.#state = state
    if (state === 'listening') this.#hasListened = true
    this.#update()
  }

  transcript(line: string): void {
    this.#text.append(`${line}\n`)
  }

  event(event: unknown): void {
    const told = event as SiteEvent
    if (told.kind === 'chat') this.#change(told)
  }

  #change({ change, files }: ChatEvent): void {
    for (const { id, ...file } of files) this.#files.set(id, file)
    this.root.hidden = false
    keepAtEnd(this.#log, () => this.#show(change))
    this.#update()
  }

  #show(change: ChatChange): void {
    this.#enterPlace(change)
    if (change.kind === 'message') this.#showMessage(change)
    else if (change.kind === 'part') {
      const item = this.#itemOf(change.id, 'assistant')
      item.replaceChildren(
        speaker('Assistant'),
        element('div', { class: 'chat-bubble' }, element('p', {}, change.text)),
      )
      item.classList.add('chat-streaming')
      // Read aloud when it is complete, and not piece by piece.
      item.setAttribute('aria-busy', 'true')
    } else if (change.kind === 'error') {
      const bubble = element('div', { class: 'chat-bubble' }, element('p', {}, change.text))
      this.#settle(change.id)
      this.#log.append(element('li', { class: 'chat-message chat-error' }, speaker('Error'), bubble))
    } else if (change.state === 'locked') this.#locked.add(change.place.number)
    else if (change.state === 'free') this.#locked.delete(change.place.number)
  }

  #enterPlace({ place }: ChatChange): void {
    const isSame = this.#place?.kind === place.kind && this.#place.number === place.number
    const needsHeading = place.kind === 'conversation' || this.#place !== undefined
    if (place.kind === 'chat') this.#chat = place
    if (isSame) return
    this.#place = place
    if (!needsHeading) return
    const name = place.kind === 'chat' ? `Chat ${place.number}` : `Conversation ${place.number}`
    // A program that goes on with a conversation does so by its id.
    const id = place.kind === 'chat' ? [] : [' ', element('code', { title: 'The id of the conversation' }, place.id)]
    this.#log.append(element('li', { class: 'chat-place' }, name, ...id))
  }

  #showMessage(message: Message): void {
    const { who, text, edited, attachments, references, assessments = [] } = message
    const item = this.#itemOf(message.id, who)
    this.#settle(message.id)
    const numbers = new Set(references.map(({ number }) => String(number)))
    const words = element('p', {}, ...withCitations(text, numbers))
    const bubble = element('div', { class: 'chat-bubble' }, words)
    const chips = [
      ...attachments.map((file) => this.#chip(file, '+')),
      ...assessments.map((text) => element('li', { class: 'chat-chip' }, text)),
      ...references.map((file) => this.#chip(file, `[${file.number}]`)),
    ]
    if (chips.length > 0) bubble.append(element('ul', { class: 'chat-files' }, ...chips))
    const name = who === 'user' ? 'Person' : 'Assistant'
    item.replaceChildren(speaker(edited ? `${name}, changed` : name), bubble)
  }

  #itemOf(id: string, who: string): HTMLElement {
    let item = this.#messages.get(id)
    if (!item) {
      item = element('li', { class: `chat-message chat-${who}` })
      this.#messages.set(id, item)
      this.#log.append(item)
    }
    return item
  }

  #settle(id: string): void {
    const item = this.#messages.get(id)
    item?.classList.remove('chat-streaming')
    item?.removeAttribute('aria-busy')
  }

  #chip(file: ShownFile | ShownReference, mark: string): HTMLElement {
    const facts = 'missing' in file && file.missing ? 'no such file' : describe(file)
    const parts = [element('b', {}, mark), ` ${file.name} `, element('span', { class: 'chat-facts' }, facts)]
    const { id } = file
    if (id === undefined || !this.#files.has(id)) {
      const link =
        file.url && /^https?:/.test(file.url)
          ? element('a', { href: file.url, rel: 'noreferrer' }, ...parts)
          : undefined
      return element('li', { class: 'chat-chip' }, ...(link ? [link] : parts))
    }
    const button = element('button', { type: 'button', class: 'chat-open', title: `Open ${file.name}` }, ...parts)
    button.addEventListener('click', async () => {
      const stored = this.#files.get(id)
      if (stored) (await import('./file-dialog.ts')).openFile(stored)
    })
    return element('li', { class: 'chat-chip' }, button)
  }

  #update(): void {
    const chat = this.#chat
    const isOver = this.#state === 'finished' || this.#state === 'failed' || this.#state === 'stopped'
    if (!chat) this.#composer.hide()
    else if (isOver) this.#composer.lock('The program has ended. Run it again to go on.')
    else if (this.#locked.has(chat.number) || (this.#state === 'running' && this.#hasListened))
      this.#composer.lock('The input is locked while the program works.')
    else if (this.#state === 'listening') this.#composer.free(`Write as the person in chat ${chat.number}`)
    else this.#composer.lock('The scenario of the example goes first.')
  }
}

const createChatPane: CreatePane = ({ send }) => new ChatPane(send)

export default createChatPane

function speaker(name: string): HTMLElement {
  return element('span', { class: 'chat-who' }, name)
}

/** Citations are raised where a reference of that number is there to be cited. */
function withCitations(text: string, numbers: ReadonlySet<string>): (Node | string)[] {
  return text.split(/(\[\d+\])/).map((part) => (numbers.has(part.slice(1, -1)) ? element('sup', {}, part) : part))
}

function describe({ mimeType, size, url, kind }: ShownFile): string {
  const facts = [kind, mimeType, size === undefined ? undefined : `${size} ${size === 1 ? 'byte' : 'bytes'}`]
  const text = facts.filter(Boolean).join(', ')
  return text === '' ? (url ?? '') : text
}
