import { ConnectionError, TimeoutError } from '../core/errors/index.ts'
import type { ChunkReader, HttpReply } from '../core/http/index.ts'
import type { Logger } from '../core/logger.ts'
import { createEventDecoder, type ServerSentEvent } from '../core/sse/index.ts'
import { type ChatReply, fromWireReply } from '../platforms/dify/chat-reply.ts'
import type { ChatStreamEvent } from '../platforms/dify/events/chat-stream-event.ts'
import { parseFrame } from '../platforms/dify/events/parse-frame.ts'
import type { AnswerCollector, Collected } from './answer-collector.ts'

export interface ReadAnswerOptions {
  logger: Logger
  /** Milliseconds without a byte; pings count. */
  idleTimeout: number
}

/**
 * Reads an answer to the end of its body, whatever the server has sent: an event stream, or a document, also when the
 * other was asked for (Dify specification 3.1: 1.13.0 streams in any case).
 *
 * `take` and `fill` are those of a `PullSource`; a frame is looked at when it is taken.
 */
export class AnswerReader {
  readonly #reply: HttpReply
  readonly #collector: AnswerCollector
  readonly #options: ReadAnswerOptions
  /** Of an event stream. */
  readonly #chunks: ChunkReader | undefined
  readonly #decode = createEventDecoder()
  #frames: readonly ServerSentEvent[] = []
  #next = 0
  /** Of a document. */
  #events: ChatStreamEvent[] | undefined

  constructor(reply: HttpReply, collector: AnswerCollector, options: ReadAnswerOptions) {
    this.#reply = reply
    this.#collector = collector
    this.#options = options
    if (reply.mediaType === 'text/event-stream') {
      this.#chunks = reply.reader({ idleTimeout: options.idleTimeout })
    }
  }

  /** @throws StreamError the server reports a failure */
  take(): Collected | undefined {
    while (this.#next < this.#frames.length) {
      const frame = parseFrame(this.#frames[this.#next++]!.data)
      if (frame.kind === 'event') return this.#collector.add(frame.event)
      if (frame.kind === 'error') throw this.#collector.failure(frame)
      if (frame.kind === 'invalid') {
        this.#options.logger.warn(`A frame that cannot be read was skipped: ${frame.reason}.`)
      }
    }
    const event = this.#events?.shift()
    return event && this.#collector.add(event)
  }

  /** @throws StreamError the body breaks off or is silent, and nothing has said that the answer is there */
  async fill(): Promise<boolean> {
    if (this.#chunks === undefined) return this.#readDocument()
    try {
      const chunk = await this.#chunks.read()
      if (chunk === undefined) return false
      this.#frames = this.#decode(chunk)
      this.#next = 0
      return true
    } catch (cause) {
      const broken = ConnectionError.isInstance(cause)
      if (!broken && !TimeoutError.isInstance(cause)) throw cause
      // The answer is there; only what might have followed is not.
      if (this.#collector.isEnded) return false
      throw broken
        ? this.#collector.error('The connection broke while the answer arrived.', { code: 'stream_interrupted', cause })
        : this.#collector.error(`Nothing arrived for ${this.#options.idleTimeout} ms.`, { code: 'stream_idle', cause })
    }
  }

  /** Closes the connection, unless all is read. */
  close(): void {
    this.#chunks?.close()
    if (this.#chunks === undefined && this.#events === undefined) this.#reply.close()
  }

  async #readDocument(): Promise<boolean> {
    if (this.#events !== undefined) return false
    const body = await this.#reply.json()
    const document = fromWireReply(body)
    if (document === undefined) throw this.#reply.unexpected('an answer', body)
    this.#events = eventsOf(document)
    return true
  }
}

/** The events that would have brought this answer. */
function eventsOf(document: ChatReply): ChatStreamEvent[] {
  const { answer, metadata, files, conversationId, messageId, taskId, createdAt } = document
  const base = { conversationId, messageId, taskId, ...(createdAt === undefined ? {} : { createdAt }) }
  const workflowRunId = document.workflowRunId ?? ''
  return [
    { ...base, event: 'message', answer },
    document.status === 'paused'
      ? { ...base, event: 'workflow_paused', workflowRunId, pausedNodes: [], forms: document.forms ?? [], reasons: [] }
      : { ...base, event: 'message_end', metadata, files },
  ]
}
