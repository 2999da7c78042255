import { AbortError, StreamError } from '../core/errors/index.ts'
import type { HttpReply, Mask } from '../core/http/index.ts'
import type { Logger } from '../core/logger.ts'
import { pull } from '../core/pull.ts'
import type { ChatReply } from '../platforms/dify/chat-reply.ts'
import type { AgentThoughtEvent } from '../platforms/dify/events/answer-events.ts'
import type { ChatStreamEvent } from '../platforms/dify/events/chat-stream-event.ts'
import { AnswerCollector, type Collected } from './answer-collector.ts'
import { AnswerReader } from './answer-reader.ts'

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
 * later, and an `AbortError` after `abort` or when the `signal` of the call aborts; from then on nothing is handed out,
 * not even what has arrived. Leaving a loop closes the connection, but the server may go on writing: call `stop` and
 * read on to the end to have the partial answer stored.
 */
export class ChatStream implements AsyncIterable<ChatStreamEvent> {
  readonly #source: ChatStreamSource
  readonly #collector: AnswerCollector
  readonly #aborting = new AbortController()
  readonly #signal: AbortSignal
  readonly #reply = deferred<ChatReply>()
  readonly #taskId = deferred<string | undefined>()
  #state: 'waiting' | 'reading' | 'ended' = 'waiting'
  #reader: AnswerReader | undefined
  #stopping: Promise<void> | undefined
  /** The server has heard a stop while the answer was not there yet. */
  #stopped = false

  constructor(source: ChatStreamSource) {
    this.#source = source
    this.#collector = new AnswerCollector(source.mask)
    const { signal } = this.#aborting
    this.#signal = source.signal === undefined ? signal : AbortSignal.any([source.signal, signal])
    // Nobody has to ask for the final reply: its failure has been thrown to whoever reads.
    this.#reply.promise.catch(() => {})
  }

  /** The text so far. */
  get answer(): string {
    return this.#collector.answer
  }

  /** The id of the run, known from the first event on. */
  get taskId(): string | undefined {
    return this.#collector.ids.taskId
  }

  /** The id of the answer, known from the first event on. */
  get messageId(): string | undefined {
    return this.#collector.ids.messageId
  }

  /** The id of the conversation, known from the first event on. */
  get conversationId(): string | undefined {
    return this.#collector.ids.conversationId
  }

  /** The steps of an agent so far, each in its last state. */
  get thoughts(): AgentThoughtEvent[] {
    return this.#collector.thoughts
  }

  [Symbol.asyncIterator](): AsyncGenerator<ChatStreamEvent, void, undefined> {
    return this.#read(({ event }) => event)
  }

  /**
   * The pieces of the text, none of them empty. A replacement by the server cannot take back what was handed on:
   * `final` has the text that counts.
   */
  get textStream(): AsyncGenerator<string, void, undefined> {
    return this.#read(({ delta }) => (delta === '' ? undefined : delta))
  }

  /** The whole text. */
  async text(): Promise<string> {
    return (await this.final()).answer
  }

  /** The whole answer. Reads the stream if nobody has; else waits until its reader is done. Not for inside the loop. */
  async final(): Promise<ChatReply> {
    if (this.#state === 'waiting') for await (const _ of this.#read(() => undefined));
    return this.#reply.promise
  }

  /**
   * Asks the server to stop writing; read on to the end for what there is. Resolves when the server has heard it, and
   * then may be called again, which changes nothing; one that has failed may be tried again. Before the first event it
   * waits for the task's id, which comes with it. An answer that was there before is not `stopped`.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop().catch((error: unknown) => {
      this.#stopping = undefined
      throw error
    })
    return this.#stopping
  }

  /** Closes the connection. The reader gets an `AbortError`. Whether the server goes on writing is not known. */
  abort(): void {
    const unread = this.#state === 'waiting'
    this.#aborting.abort()
    this.#fail(new AbortError(unread ? 'The stream was aborted unread.' : 'The stream was aborted.'))
  }

  /** Reads for the first time, or refuses: one event after the other, as `pick` wants to have them. */
  #read<Value>(pick: (collected: Collected) => Value | undefined): AsyncGenerator<Value, void, undefined> {
    let isReader = false
    return pull({
      take: () => {
        while (isReader) {
          const collected = this.#take()
          if (collected === undefined) return undefined
          const value = pick(collected)
          if (value !== undefined) return value
        }
        return undefined
      },
      fill: () => {
        if (!isReader) {
          if (this.#state !== 'waiting') return this.#refuse()
          this.#state = 'reading'
          isReader = true
        }
        return this.#fill()
      },
      leave: () => {
        if (isReader) this.#leave()
      },
    })
  }

  #take(): Collected | undefined {
    try {
      if (this.#signal.aborted) throw this.#aborted()
      const collected = this.#reader?.take()
      if (this.taskId !== undefined) this.#taskId.resolve(this.taskId)
      return collected
    } catch (error) {
      this.#fail(error)
      throw error
    }
  }

  async #fill(): Promise<boolean> {
    const { open, logger, idleTimeout } = this.#source
    try {
      if (this.#reader === undefined) {
        const reply = await open(this.#signal)
        this.#reader = new AnswerReader(reply, this.#collector, { logger, idleTimeout })
      }
      if (await this.#reader.fill()) return true
      // Who waits for a task has none to stop; who has asked for a stop shall know of its answer.
      this.#taskId.resolve(this.taskId)
      await this.#stopping?.catch(() => {})
      const final = this.#collector.finish(this.#stopped)
      this.#end(async () => final)
      return false
    } catch (error) {
      this.#fail(error)
      throw error
    }
  }

  #leave(): void {
    this.#end(async () => {
      if (this.#collector.isEnded) return this.#collector.finish(this.#stopped)
      throw new AbortError('The stream was left before its end.')
    })
    this.#reader?.close()
    this.#aborting.abort()
  }

  #fail(error: unknown): void {
    this.#end(() => Promise.reject(error))
    this.#reader?.close()
  }

  #aborted(): AbortError {
    const { signal, mask } = this.#source
    if (!signal?.aborted) return new AbortError('The stream was aborted.')
    return new AbortError('The stream was aborted by the caller.', { cause: mask(signal.reason) })
  }

  async #refuse(): Promise<never> {
    if (this.#aborting.signal.aborted && this.#reader === undefined) await this.#reply.promise
    throw new StreamError('The stream was read before. Use final() for the whole answer.', {
      code: 'stream_already_read',
      partial: this.#collector.partial,
    })
  }

  /** The first end counts. */
  #end(outcome: () => Promise<ChatReply>): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#taskId.resolve(this.taskId)
    outcome().then(this.#reply.resolve, this.#reply.reject)
  }

  async #stop(): Promise<void> {
    // Nothing has been sent yet: nothing to stop, and nothing to send.
    if (this.#state === 'waiting') return this.abort()
    const taskId = this.taskId ?? (await this.#taskId.promise)
    if (taskId === undefined || this.#state === 'ended') return
    const inTime = !this.#collector.isEnded
    await this.#source.stop(taskId)
    if (inTime) this.#stopped = true
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
