import { AbortError, StreamError } from '../core/errors/index.ts'
import type { HttpReply, Mask } from '../core/http/index.ts'
import type { Logger } from '../core/logger.ts'
import type { ChatReply } from '../platforms/dify/chat-reply.ts'
import type { AgentThoughtEvent, ChatStreamEvent } from '../platforms/dify/stream-event.ts'
import { AnswerCollector, type Collected } from './answer-collector.ts'
import { readAnswer } from './read-answer.ts'

/** How a stream reaches the world. */
export interface ChatStreamSource {
  open: (signal: AbortSignal) => Promise<HttpReply>
  stop: (taskId: string) => Promise<void>
  logger: Logger
  mask: Mask
  idleTimeout: number
  signal: AbortSignal | undefined
}

/**
 * An answer that is being written. Read it once, in one of four ways:
 *
 * - `for await (const event of stream)`: everything that happens, by `event.event`
 * - `for await (const text of stream.textStream)`: the pieces of the text
 * - `await stream.text()`: the whole text
 * - `await stream.final()`: the whole answer with its ids; it also works after one of the loops has ended
 *
 * All of them throw an `ApiError` if the server refuses, a `StreamError` that keeps the partial answer if it fails
 * later, and an `AbortError` after `abort` or when the `signal` of the call aborts. Leaving a loop closes the
 * connection, but the server may go on writing: call `stop` and read on to the end to have the partial answer stored.
 */
export class ChatStream implements AsyncIterable<ChatStreamEvent> {
  readonly #source: ChatStreamSource
  readonly #collector: AnswerCollector
  readonly #aborting = new AbortController()
  readonly #reply = deferred<ChatReply>()
  readonly #taskId = deferred<string | undefined>()
  #state: 'waiting' | 'reading' | 'ended' = 'waiting'
  #stopping: Promise<void> | undefined

  constructor(source: ChatStreamSource) {
    this.#source = source
    this.#collector = new AnswerCollector(source.mask)
    // Nobody has to ask for the final reply: its failure has been thrown to whoever reads.
    this.#reply.promise.catch(() => {})
  }

  /** The text so far. */
  get answer(): string {
    return this.#collector.answer
  }

  /** Known from the first event on, as are the other two. */
  get taskId(): string | undefined {
    return this.#collector.ids.taskId
  }

  get messageId(): string | undefined {
    return this.#collector.ids.messageId
  }

  get conversationId(): string | undefined {
    return this.#collector.ids.conversationId
  }

  /** The steps of an agent so far, each in its last state. */
  get thoughts(): AgentThoughtEvent[] {
    return this.#collector.thoughts
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ChatStreamEvent, void, undefined> {
    for await (const { event } of this.#read()) yield event
  }

  /**
   * The pieces of the text, none of them empty. A replacement by the server cannot take back what was handed on:
   * `final` has the text that counts.
   */
  get textStream(): AsyncGenerator<string, void, undefined> {
    return this.#texts()
  }

  /** The whole text. */
  async text(): Promise<string> {
    return (await this.final()).answer
  }

  /** The whole answer. Reads the stream if nobody has; else waits until its reader is done. Not for inside the loop. */
  async final(): Promise<ChatReply> {
    if (this.#state === 'waiting') for await (const _ of this.#read());
    return this.#reply.promise
  }

  /**
   * Asks the server to stop writing; read on to the end for what there is. Resolves when the server has heard it. May
   * be called again, which changes nothing. Before the first event it waits for the task's id, which comes with it.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  /** Closes the connection. The reader gets an `AbortError`. Whether the server goes on writing is not known. */
  abort(): void {
    this.#aborting.abort()
    if (this.#state === 'waiting') this.#end(() => Promise.reject(new AbortError('The stream was aborted unread.')))
  }

  async *#texts(): AsyncGenerator<string, void, undefined> {
    for await (const { delta } of this.#read()) if (delta !== '') yield delta
  }

  async *#read(): AsyncGenerator<Collected, void, undefined> {
    const { open, signal, logger, idleTimeout } = this.#source
    const ownSignal = this.#aborting.signal
    if (ownSignal.aborted && this.#state === 'ended') await this.#reply.promise
    if (this.#state !== 'waiting') {
      throw new StreamError('The stream was read before. Use final() for the whole answer.', {
        code: 'stream_already_read',
        partial: this.#collector.partial,
      })
    }
    this.#state = 'reading'
    // Stays when the reader leaves early: leaving runs only `finally`.
    let outcome = async (): Promise<ChatReply> => {
      if (this.#collector.isEnded) return this.#finish()
      throw new AbortError('The stream was left before its end.')
    }
    try {
      const reply = await open(signal === undefined ? ownSignal : AbortSignal.any([signal, ownSignal]))
      for await (const collected of readAnswer(reply, this.#collector, { logger, idleTimeout })) {
        if (this.taskId) this.#taskId.resolve(this.taskId)
        yield collected
      }
      const final = this.#finish()
      outcome = async () => final
    } catch (error) {
      outcome = () => Promise.reject(error)
      throw error
    } finally {
      this.#end(outcome)
    }
  }

  #finish(): ChatReply {
    return this.#collector.finish(this.#stopping !== undefined)
  }

  #end(outcome: () => Promise<ChatReply>): void {
    this.#state = 'ended'
    this.#taskId.resolve(this.taskId)
    outcome().then(this.#reply.resolve, this.#reply.reject)
  }

  async #stop(): Promise<void> {
    if (this.#state === 'ended') return
    // Nothing has been sent yet: nothing to stop, and nothing to send.
    if (this.#state === 'waiting') return this.abort()
    const taskId = this.taskId ?? (await this.#taskId.promise)
    if (taskId !== undefined) await this.#source.stop(taskId)
  }
}

interface Deferred<Value> {
  promise: Promise<Value>
  resolve: (value: Value) => void
  reject: (error: unknown) => void
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil
    reject = refuse
  })
  return { promise, resolve, reject }
}
