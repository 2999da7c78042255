import { systemClock } from '../../core/clock.ts'
import { ApiError, ConnectionError, TimeoutError } from '../../core/errors/index.ts'
import {
  backoffDelay,
  type HttpClient,
  type HttpReply,
  isPassing,
  LONGEST_HINT,
  retryHint,
  SHORTEST_HINT,
  type TransportOptions,
} from '../../core/http/index.ts'
import { readServerSentEvents } from '../../core/sse/index.ts'
import { checkNumbers, pause, startLimit } from '../../core/waits.ts'

/** How long connections live and how they are opened again. All times in milliseconds. */
export interface EventStreamOptions {
  /**
   * The wait before a new connection. Doubles with each failure in a row, and with each connection in a row that has
   * brought nothing. The server's `retry:` wins, if it is from 20 to 60,000; a longer one is cut, a shorter one is not
   * believed.
   *
   * @default 1_000
   */
  reconnectDelay?: number | undefined
  /**
   * No wait is longer, unless the server asks for it.
   *
   * @default 30_000
   */
  maxReconnectDelay?: number | undefined
  /**
   * A connection is replaced at this age, before the platform cuts it, which it does without warning after ten minutes.
   * `Infinity` for no limit.
   *
   * @default 570_000
   */
  maxConnectionAge?: number | undefined
  /**
   * A connection on which nothing at all arrives for this long is taken for dead; `Infinity` for no limit.
   *
   * @default 120_000
   */
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

/** The part of a connection that the next one goes on from. */
interface Progress {
  lastEventId: string
  /** From a `retry:` line of the server, if it can be believed. */
  retry: number | undefined
  /** Connections in a row that could not be made or broke. */
  failures: number
  /** Connections in a row that ended without an event. */
  barren: number
}

/**
 * Refuses waits and limits that cannot be meant.
 *
 * @throws ConfigurationError `invalid_argument`
 */
export function checkEventStreamOptions(options: EventStreamOptions): void {
  const { reconnectDelay, maxReconnectDelay, maxConnectionAge, heartbeatTimeout } = options
  checkNumbers('delay', { reconnectDelay })
  checkNumbers('limit', { maxReconnectDelay, maxConnectionAge, heartbeatTimeout })
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
  const { logger } = stream.http
  const progress: Progress = { lastEventId: '', retry: undefined, failures: 0, barren: 0 }
  let connected = false

  while (true) {
    let hint: number | undefined
    try {
      const reply = await connect(stream, progress, connected)
      if (reply === undefined) return
      connected = true
      progress.failures = 0
      progress.barren++
      logger.info('The event stream is open.')
      // Too old is no trouble: the next connection is opened at once.
      if ((await readConnection(reply, stream, progress)) === 'expired') continue
      logger.info('The event stream ended.')
    } catch (error) {
      if (signal.aborted || !connected || !mayReconnect(error)) throw error
      progress.failures++
      progress.barren = 0
      hint = ApiError.isInstance(error) ? retryHint(error.headers, clock.now()) : undefined
      logger.info('The event stream broke.', { failures: progress.failures, code: error.code })
    }
    await pause(clock, Math.max(hint ?? 0, reconnectDelay(progress, options, random)), signal)
  }
}

/** A server that says how long to wait knows why its connections are empty; without its word they are failures, too. */
function reconnectDelay(progress: Progress, options: EventStreamOptions, random: () => number): number {
  const { retry, failures, barren } = progress
  const longest = options.maxReconnectDelay ?? 30_000
  const initial = retry ?? Math.min(Math.max(1, options.reconnectDelay ?? 1_000), longest)
  const attempt = Math.max(failures, retry === undefined ? barren : 0) - 1
  return backoffDelay(Math.max(0, attempt), random, { initial, cap: Math.max(initial, longest) })
}

const heartbeatTimeout = (options: EventStreamOptions) => options.heartbeatTimeout ?? 120_000

/** In UTF-8, one character for each byte (WHATWG SSE 9.2.3); an id that no header can have is as good as none. */
function lastEventIdHeader(id: string): Record<string, string> {
  const bytes = [...new TextEncoder().encode(id)]
  if (bytes.length === 0 || bytes.length > 4096 || bytes.some((byte) => byte < 0x20 || byte === 0x7f)) return {}
  return { 'last-event-id': String.fromCharCode(...bytes) }
}

/** `undefined` for a 204. */
async function connect(stream: EventStream, progress: Progress, again: boolean): Promise<HttpReply | undefined> {
  const reply = await stream.http.open({
    method: 'GET',
    url: stream.url,
    headers: {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      ...lastEventIdHeader(progress.lastEventId),
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
  const disarm = startLimit(clock, options.maxConnectionAge ?? 570_000, () => {
    expired = true
    reply.close()
  })
  const chunks = reply.chunks({ idleTimeout: heartbeatTimeout(options) })
  const onRetry = (milliseconds: number) => {
    progress.retry = milliseconds < SHORTEST_HINT ? undefined : Math.min(milliseconds, LONGEST_HINT)
  }
  try {
    for await (const { data, id } of readServerSentEvents(chunks, { onRetry })) {
      if (id !== undefined) progress.lastEventId = id
      progress.barren = 0
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
  if (ApiError.isInstance(error)) return isPassing(error.status)
  return ConnectionError.isInstance(error) || TimeoutError.isInstance(error)
}
