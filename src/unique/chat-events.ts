import { AsyncQueue } from '../core/async-queue.ts'
import { rememberCaller } from '../core/errors/caller-frames.ts'
import { AbortError, ConfigurationError } from '../core/errors/index.ts'
import { checkSignal } from '../core/http/index.ts'
import type { Logger } from '../core/logger.ts'
import { pull } from '../core/pull.ts'
import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import {
  checkEventStreamOptions,
  type EventStreamOptions,
  followEventStream,
} from '../platforms/unique/event-stream.ts'
import { createUniqueHttp } from '../platforms/unique/http.ts'
import { parseChatEvent } from '../platforms/unique/parse-chat-event.ts'
import { uniqueEventStreamUrl } from '../platforms/unique/urls.ts'
import { CHAT_EVENT } from '../platforms/unique/wire.ts'
import { passesFilter } from './event-filter.ts'
import { EVENT_FILTER_VARIABLES } from './settings-from-environment.ts'
import type { UniqueSettings } from './unique-settings.ts'

/** Options of `chatEvents`. */
export interface ChatEventsOptions extends EventStreamOptions {
  /** Ends the loop with an `AbortError`. */
  signal?: AbortSignal | undefined
}

/** So many ids of events are remembered, to hand out none twice. */
const REMEMBERED_IDS = 1_000

/**
 * Listens to the messages of users in the spaces that these settings serve, one event after the other.
 *
 * The loop runs until you leave it, which closes the connection, until `signal` aborts, or until the server says that
 * there will be no more (204). Connections that end or break are opened again in the background, also while your code
 * is busy with an event; events of the time without a connection are lost, since the platform keeps none
 * (Unique specification 4.1). Events that cannot be read are logged and skipped, and an event that arrives twice is
 * handed out once.
 *
 * @throws ConfigurationError `missing_event_filter`, at once and before any request, if the settings name neither
 * spaces nor modules (Unique specification 9, row 9); `invalid_argument` if a wait or a limit cannot be meant
 * @throws ApiError if the platform refuses the subscription, such as an `AuthenticationError`
 * @throws ConnectionError if the first connection cannot be made; later ones are tried again
 * @throws AbortError when `signal` aborts
 */
export function chatEvents(
  settings: UniqueSettings,
  options: ChatEventsOptions = {},
): AsyncGenerator<ChatEvent, void, undefined> {
  const { eventFilter } = settings
  if (eventFilter.assistantIds.length === 0 && eventFilter.moduleNames.length === 0) {
    throw new ConfigurationError(
      `Set ${EVENT_FILTER_VARIABLES} to a JSON array: without a filter the app would answer in every space.`,
      { code: 'missing_event_filter' },
    )
  }
  checkEventStreamOptions(options)
  checkSignal(options.signal)
  return loop(settings, options, rememberCaller(chatEvents))
}

function loop(
  settings: UniqueSettings,
  { signal, ...options }: ChatEventsOptions,
  addCaller: (error: unknown) => void,
): AsyncGenerator<ChatEvent, void, undefined> {
  const queue = new AsyncQueue<ChatEvent>()
  const leaving = new AbortController()
  const http = createUniqueHttp(settings)
  let following = false

  // Runs beside the loop, so that a handler that takes its time misses no event.
  function follow(): void {
    following = true
    followEventStream({
      http,
      url: uniqueEventStreamUrl(settings.baseUrl, [CHAT_EVENT]),
      transport: settings.transport,
      options,
      signal: signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]),
      onData: acceptEvents(settings, http.logger, (event) => queue.push(event)),
    }).then(
      () => queue.end(),
      (error) => {
        addCaller(error)
        queue.fail(error)
      },
    )
  }

  return pull({
    take() {
      // Who aborts wants no further event, not even one that has arrived.
      if (signal?.aborted) queue.clear()
      return queue.take()
    },
    async fill() {
      if (!following) follow()
      if (await queue.fill()) return true
      if (signal?.aborted) throw new AbortError('The events were aborted.', { cause: http.mask(signal.reason) })
      return false
    },
    leave() {
      queue.end()
      leaving.abort()
    },
  })
}

function acceptEvents(
  settings: UniqueSettings,
  logger: Logger,
  onEvent: (event: ChatEvent) => void,
): (data: string) => void {
  const seen = new Set<string>()
  return (data) => {
    const parsed = parseChatEvent(data)
    if (parsed.kind === 'other') return logger.debug('An event of another type was skipped.', { type: parsed.type })
    if (parsed.kind === 'invalid') {
      return logger.warn(`An event that cannot be read was skipped: ${parsed.reason}.`)
    }
    const { event } = parsed
    if (!passesFilter(settings.eventFilter, event)) {
      return logger.debug('An event for someone else was skipped.', { id: event.id })
    }
    if (seen.has(event.id)) return logger.info('An event that came twice was skipped.', { id: event.id })
    if (event.id !== '') remember(seen, event.id)
    onEvent(event)
  }
}

function remember(seen: Set<string>, id: string): void {
  seen.add(id)
  // A Set keeps the order of insertion: the first is the oldest.
  if (seen.size > REMEMBERED_IDS) seen.delete(seen.values().next().value!)
}
