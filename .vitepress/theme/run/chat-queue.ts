import type { ChatChange, Mock } from '../../../src/mock/index.ts'
import type { FromWorker } from './protocol.ts'

/**
 * Tells the page what changes in the chat, in order. The mock writes an answer at once; here its pieces take their time,
 * and whoever waits for {@link drained} waits for the last of them.
 */
export class ChatQueue {
  readonly #post: (message: FromWorker) => void
  readonly #sleep: () => Promise<void>
  readonly #sentFiles = new Map<string, Uint8Array>()
  readonly #waiting: FromWorker[] = []
  #running: Promise<void> = Promise.resolve()
  #isRunning = false
  mock: Mock | undefined

  /** @param sleep waits between two pieces of an answer. */
  constructor(post: (message: FromWorker) => void, sleep: () => Promise<void>) {
    this.#post = post
    this.#sleep = sleep
  }

  change(change: ChatChange): void {
    this.add({ kind: 'chat', change, files: this.#newFiles(change) })
  }

  /** Sends a message when everything before it has been sent. */
  add(message: FromWorker): void {
    this.#waiting.push(message)
    if (this.#isRunning) return
    this.#isRunning = true
    this.#running = this.#run()
  }

  drained(): Promise<void> {
    return this.#running
  }

  async #run(): Promise<void> {
    for (let message = this.#waiting.shift(); message; message = this.#waiting.shift()) {
      this.#post(message)
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
