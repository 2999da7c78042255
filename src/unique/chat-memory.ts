import { ConfigurationError } from '../core/errors/index.ts'
import type { CallOptions, HttpClient } from '../core/http/index.ts'
import { createMemory, findMemory } from '../platforms/unique/memory-endpoint.ts'

/** Options of what reads and writes the memory of a chat. */
export interface MemoryOptions extends CallOptions {
  /** The message that the value belongs to. Default: it belongs to the chat. */
  messageId?: string
}

/**
 * The short-term memory of a chat: values by name, which outlive the program. The platform keeps up to 10 000
 * characters for each (Unique specification 2.2, A10).
 */
export class ChatMemory {
  readonly #http: HttpClient
  readonly #chatId: string

  constructor(http: HttpClient, chatId: string) {
    this.#http = http
    this.#chatId = chatId
  }

  /**
   * Remembers a value, as JSON, in place of the one that had this name.
   *
   * @throws ConfigurationError `invalid_argument` if the value has no form in JSON
   */
  async set(name: string, value: unknown, { messageId, ...options }: MemoryOptions = {}): Promise<void> {
    const json = { memoryName: name, ...this.#owner(messageId), data: toJson(name, value) }
    await createMemory(this.#http, json, options)
  }

  /**
   * Reads the value that was kept last under this name; `undefined` if nothing was. A text that is no JSON, as other
   * programs write it, is that text.
   */
  async get(name: string, { messageId, ...options }: MemoryOptions = {}): Promise<unknown> {
    return findMemory(this.#http, { memoryName: name, ...this.#owner(messageId) }, options)
  }

  /** Never both. */
  #owner(messageId: string | undefined) {
    return messageId === undefined ? { chatId: this.#chatId } : { messageId }
  }
}

function toJson(name: string, value: unknown): string {
  const refuse = (cause?: unknown) =>
    new ConfigurationError(`The value of ${JSON.stringify(name)} has no form in JSON.`, {
      code: 'invalid_argument',
      cause,
    })
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw refuse(error)
  }
  // Of a function, a symbol and `undefined`.
  if (text === undefined) throw refuse()
  return text
}
