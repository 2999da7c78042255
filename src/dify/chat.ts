import { type CallOptions, checkSignal } from '../core/http/index.ts'
import { checkNumbers } from '../core/waits.ts'
import { type ChatReply, fromWireReply } from '../platforms/dify/chat-reply.ts'
import { type ChatRequest, toWireChatRequest } from '../platforms/dify/chat-request.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import { AnswerCollector } from './answer-collector.ts'
import { AnswerReader } from './answer-reader.ts'
import { ChatStream } from './chat-stream.ts'
import { type DifyContext, userOf } from './context.ts'

/** Options of `Chat.send`. */
export type SendOptions = ChatRequest & CallOptions

/** Options of `Chat.stream`. */
export type StreamOptions = ChatRequest &
  CallOptions & {
    /**
     * Milliseconds without a byte after which the stream is taken for dead; `Infinity` for no limit. Servers ping every
     * ten seconds. Default: 60 000. `timeout` counts only until the first byte.
     */
    idleTimeout?: number | undefined
  }

/** Options of calls that are made for a user. */
export interface UserOptions extends CallOptions {
  /** Default: the `user` of the client. */
  user?: string | undefined
}

export const DEFAULT_IDLE_TIMEOUT = 60_000

/** Conversations with the app. */
export class Chat {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /**
   * Sends a message and waits for the whole answer. Proxies cut long waits, the cloud's after 100 seconds; agents
   * refuse such requests: prefer `stream` for both.
   *
   * A message that was sent is not sent again when no answer arrives, since the server would answer twice.
   *
   * @throws ApiError the server refuses
   * @throws StreamError the server answered with a stream, and that failed
   */
  async send(options: SendOptions): Promise<ChatReply> {
    const reply = await this.#post(options, 'blocking')
    if (reply.mediaType !== 'text/event-stream') {
      const body = await reply.json()
      const document = fromWireReply(body)
      if (document === undefined) throw reply.unexpected('an answer', body)
      return document
    }
    const { logger, mask } = this.#context.http
    const collector = new AnswerCollector(mask)
    const reader = new AnswerReader(reply, collector, { logger, idleTimeout: DEFAULT_IDLE_TIMEOUT })
    try {
      while (await reader.fill()) while (reader.take() !== undefined);
      return collector.finish()
    } finally {
      reader.close()
    }
  }

  /**
   * Sends a message and reads the answer as it is written. The request is made when reading begins.
   *
   * @throws ConfigurationError `missing_user` or `invalid_argument`, at once
   */
  stream(options: StreamOptions): ChatStream {
    checkSignal(options.signal)
    checkNumbers('limit', { timeout: options.timeout, idleTimeout: options.idleTimeout })
    const user = userOf(this.#context, options.user)
    return new ChatStream({
      open: (signal) => this.#post({ ...options, signal }, 'streaming'),
      stop: (taskId) => this.stop(taskId, { user }),
      logger: this.#context.http.logger,
      mask: this.#context.http.mask,
      idleTimeout: options.idleTimeout ?? DEFAULT_IDLE_TIMEOUT,
      signal: options.signal,
    })
  }

  /**
   * Stops an answer that is being written. Succeeds whatever the server makes of it: an unknown task, one that has
   * ended and one of another user are all left alone in silence (Dify specification 3.2).
   */
  async stop(taskId: string, { user, ...options }: UserOptions = {}): Promise<void> {
    const json = { user: userOf(this.#context, user) }
    await this.#context.http.json({ method: 'POST', path: DIFY_PATHS.stop(taskId), json, idempotent: true, ...options })
  }

  #post({ signal, timeout, ...request }: SendOptions, mode: 'blocking' | 'streaming') {
    const json = toWireChatRequest(request, userOf(this.#context, request.user), mode)
    return this.#context.http.open({ method: 'POST', path: DIFY_PATHS.chatMessages, json, signal, timeout })
  }
}
