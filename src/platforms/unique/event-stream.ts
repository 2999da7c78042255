import { systemClock } from '../../core/clock.ts'
import { ApiError, ConnectionError, RateLimitError, ServerError, TimeoutError } from '../../core/errors/index.ts'
import {
  backoffDelay,
  type HttpClient,
  type HttpReply,
  retryHint,
  type TransportOptions,
} from '../../core/http/index.ts'
import { consoleLogger } from '../../core/logger.ts'
import { readServerSentEvents } from '../../core/sse/index.ts'

/** How long connections live and how they are opened again. All times in milliseconds. */
export interface EventStreamOptions {
  /** The wait before a new connection; doubles with each failure in a row. The server's `retry:` wins. Default: 1 000. */
  reconnectDelay?: number | undefined
  /** No wait is longer. Default: 30 000. */
  maxReconnectDelay?: number | undefined
  /**
   * A connection is replaced at this age, before the platform cuts it, which it does without warning after ten minutes
   * (Unique specification 4.1). Default: 570 000.
   */
  maxConnectionAge?: number | undefined
  /** A connection on which nothing at all arrives for this long is taken for dead. Default: 120 000. */
  heartbeatTimeout?: number | undefined
}

export interface EventStream {
  http: HttpClient
  url: string
  transport: TransportOptions
  options: EventStreamOptions
  /** Ends the following; the promise rejects with an `AbortError`. */
  signal: AbortSignal
  /** Called with the data of each event. */
  onData: (data: string) => void
}

/** What the next connection needs to know of those before it. */
interface Progress {
  lastEventId: string
  /** From a `retry:` line of the server. */
  retry: number | undefined
}

/**
 * Follows an event stream over as many connections as it takes. Resolves when the server answers 204, which asks to
 * stop (WHATWG SSE 9.2.3); rejects when the signal aborts, when the server refuses (4xx) or answers with something else
 * than an event stream, and when the very first connection cannot be made.
 */
export async function followEventStream(stream: EventStream): Promise<void> {
  const { transport, options, signal } = stream
  const clock = transport.clock ?? systemClock
  const random = transport.random ?? Math.random
  const logger = transport.logger ?? consoleLogger
  const progress: Progress = { lastEventId: '', retry: undefined }
  let connected = false
  let failures = 0

  while (true) {
    let hint: number | undefined
    try {
      const reply = await connect(stream, progress, connected)
      if (reply === undefined) return
      connected = true
      failures = 0
      logger.info('The event stream is open.')
      // Too old is no trouble: the next connection is opened at once.
      if ((await readConnection(reply, stream, progress)) === 'expired') continue
      logger.info('The event stream ended.')
    } catch (error) {
      if (signal.aborted || !connected || !mayReconnect(error)) throw error
      failures++
      hint = ApiError.isInstance(error) ? retryHint(error.headers, clock.now()) : undefined
      logger.info('The event stream broke.', { failures, code: error.code })
    }
    const initial = progress.retry ?? options.reconnectDelay ?? 1_000
    const backoff = { initial, cap: Math.max(initial, options.maxReconnectDelay ?? 30_000) }
    await clock.sleep(hint ?? backoffDelay(Math.max(0, failures - 1), random, backoff), signal)
  }
}

const heartbeatTimeout = (options: EventStreamOptions) => options.heartbeatTimeout ?? 120_000

/** `undefined` for a 204. */
async function connect(stream: EventStream, progress: Progress, again: boolean): Promise<HttpReply | undefined> {
  const reply = await stream.http.open({
    method: 'GET',
    url: stream.url,
    headers: {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      ...(progress.lastEventId === '' ? {} : { 'last-event-id': progress.lastEventId }),
    },
    signal: stream.signal,
    timeout: heartbeatTimeout(stream.options),
    // The loop around this has its own, more patient policy once it has been connected.
    ...(again ? { maxRetries: 0 } : {}),
  })
  if (reply.status === 204) {
    reply.close()
    return undefined
  }
  if (reply.mediaType === 'text/event-stream') return reply
  reply.close()
  throw reply.unexpected('an event stream')
}

async function readConnection(
  reply: HttpReply,
  { transport, options, onData }: EventStream,
  progress: Progress,
): Promise<'ended' | 'expired'> {
  const clock = transport.clock ?? systemClock
  let expired = false
  const disarm = clock.timer(options.maxConnectionAge ?? 570_000, () => {
    expired = true
    reply.close()
  })
  const chunks = reply.chunks({ idleTimeout: heartbeatTimeout(options) })
  const onRetry = (milliseconds: number) => {
    progress.retry = milliseconds
  }
  try {
    for await (const { data, id } of readServerSentEvents(chunks, { onRetry })) {
      if (id !== undefined) progress.lastEventId = id
      onData(data)
    }
    return 'ended'
  } catch (error) {
    // Only the close above can make this true, and its error is of our own making.
    if (expired) return 'expired'
    throw error
  } finally {
    disarm()
  }
}

/** A broken connection and a server in trouble pass; a refusal does not. */
function mayReconnect(error: unknown): error is ConnectionError | TimeoutError | ApiError {
  return [ConnectionError, TimeoutError, RateLimitError, ServerError].some((kind) => kind.isInstance(error))
}
