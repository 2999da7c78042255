import type { ChatChange, Mock } from '../../src/mock/index.ts'
import type { WorldRun } from '../../tangle/weave/client/worker/world.ts'
import type { ChatEvent } from './events.ts'

/** What the page is told of the chat. */
type Message = ChatEvent | { readonly kind: 'transcript'; readonly line: string } | { readonly kind: 'listening' }

/**
 * Tells the page what changes in the chat, in order. The mock writes an answer at once; here its pieces take their time,
 * and whoever waits for {@link drained} waits for the last of them.
 */
export class ChatQueue {
  readonly #run: WorldRun
  readonly #sleep: () => Promise<void>
  readonly #sentFiles = new Map<string, Uint8Array>()
  readonly #waiting: Message[] = []
  #running: Promise<void> = Promise.resolve()
  #isRunning = false
  mock: Mock | undefined

  /** @param sleep waits between two pieces of an answer. */
  constructor(run: WorldRun, sleep: () => Promise<void>) {
    this.#run = run
    this.#sleep = sleep
  }

  change(change: ChatChange): void {
    this.add({ kind: 'chat', change, files: this.#newFiles(change) })
  }

  /** Sends a message when everything before it has been sent. */
  add(message: Message): void {
    this.#waiting.push(message)
    if (this.#isRunning) return
    this.#isRunning = true
    this.#running = this.#send()
  }

  drained(): Promise<void> {
    return this.#running
  }

  async #send(): Promise<void> {
    for (let message = this.#waiting.shift(); message; message = this.#waiting.shift()) {
      if (message.kind === 'chat') this.#run.emit(message)
      else if (message.kind === 'transcript') this.#run.transcript(message.line)
      else this.#run.listen('Listening to the chat: it is your turn')
      if (message.kind === 'chat' && message.change.kind === 'part') await this.#sleep()
    }
    this.#isRunning = false
  }

  /** The files that the change names, unless the page has them already: it can open them when the worker is gone. */
  #newFiles(change: ChatChange) {
    if (change.kind !== 'message') return []
    return [...change.attachments, ...change.references].flatMap(({ id }) => {
      const file = id === undefined ? undefined : this.mock?.file(id)
      if (id === undefined || !file || this.#sentFiles.get(id) === file.bytes) return []
      this.#sentFiles.set(id, file.bytes)
      const { name, mimeType, bytes } = file
      return [{ id, name, mimeType, bytes }]
    })
  }
}
