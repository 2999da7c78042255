import { systemClock } from '../../core/clock.ts'
import { missingVariables } from '../../core/environment.ts'
import type { Logger } from '../../core/logger.ts'
import { isRecord, optionalDate, optionalString, parseJson } from '../../core/read.ts'
import { checkNumbers } from '../../core/waits.ts'
import type { ChatEvent } from '../../platforms/unique/chat-event.ts'
import { createUniqueHttp } from '../../platforms/unique/http.ts'
import { parseChatEvent } from '../../platforms/unique/parse-chat-event.ts'
import { WEBHOOK_HEADERS } from '../../platforms/unique/wire.ts'
import { passesFilter } from '../event-filter.ts'
import { ENDPOINT_SECRET_VARIABLE } from '../settings-from-environment.ts'
import type { UniqueSettings } from '../unique-settings.ts'
import { EventMemory } from './event-memory.ts'
import { readLimited } from './read-limited.ts'
import { verifyBody } from './signature.ts'

/** Options of `createWebhookHandler`. */
export interface WebhookOptions {
  /**
   * Called for each event, after the platform was answered: it does not wait for what an assistant takes. Events that
   * come at once are handled side by side. An error that it throws is logged.
   */
  onEvent: (event: ChatEvent) => void | Promise<void>
  /**
   * Milliseconds that an event may be old. An older one is refused, since somebody may have recorded it. `Infinity` for
   * no limit. Default: 300 000.
   */
  tolerance?: number | undefined
  /** Bytes that a body may have. Default: 10 000 000. */
  maxBodySize?: number | undefined
  /**
   * Remembers an event, by its id, and says whether it is new. For apps that run more than once, or are started anew for
   * each request: let a store that they share decide, and forget after the tolerance. Default: the memory of this
   * handler.
   */
  isNew?: ((id: string) => boolean | Promise<boolean>) | undefined
}

/** Extras that some runtimes pass along with a request. */
export interface WebhookContext {
  /** Keeps the runtime alive until the work is done, where it would end with the answer otherwise. */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined
}

/** Answers a request of the platform. */
export type WebhookHandler = (request: Request, context?: WebhookContext) => Promise<Response>

/**
 * Answers the webhook of an app: the way to receive events in production, since the event socket is for development
 * (Unique specification 4.1, 4.5). Give the function that it returns to whatever serves HTTP.
 *
 * An event is handled if its signature fits, if it is not older than `tolerance`, if it has not come before, and if the
 * filter of the settings lets it pass; settings without a filter let all pass. Any answer but a success makes the
 * platform try again or give the endpoint up, so that what is merely unwanted is answered with 200: other events, those
 * that the filter holds back, repetitions, and what nobody can read. Answers of failure: 401 for a signature that does
 * not fit or is too old, 405 for another method than POST, 413 for a body that is too large.
 *
 * @throws ConfigurationError `missing_variables` if the settings have no endpoint secret; `invalid_argument` for a
 * tolerance or a size that cannot be meant
 */
export function createWebhookHandler(settings: UniqueSettings, options: WebhookOptions): WebhookHandler {
  const { onEvent, tolerance = 300_000, maxBodySize = 10_000_000, isNew } = options
  const secret = settings.endpointSecret
  if (secret === undefined) throw missingVariables([ENDPOINT_SECRET_VARIABLE])
  checkNumbers('limit', { tolerance, maxBodySize })
  const { logger } = createUniqueHttp(settings)
  const clock = settings.transport.clock ?? systemClock
  const memory = new EventMemory()

  return async (request, context) => {
    if (request.method !== 'POST') return say(405, 'Use POST.', { allow: 'POST' })
    const signature = request.headers.get(WEBHOOK_HEADERS.signature)
    if (signature === null) return refuse(logger, 'it has no signature')
    const body = await readLimited(request, maxBodySize)
    if (body === undefined) return say(413, 'The body is too large.')
    if (!(await verifyBody(body, signature, secret))) return refuse(logger, 'its signature does not fit')

    // From here on the body is what the platform wrote. The headers may still be anybody's.
    const data = new TextDecoder().decode(body)
    const value = parseJson(data)
    const now = clock.now()
    const signedAt = isRecord(value) ? optionalDate(value.createdAt)?.getTime() : undefined
    const saidAt = optionalDate(request.headers.get(WEBHOOK_HEADERS.createdAt))?.getTime()
    const times = [signedAt, saidAt].filter((time) => time !== undefined)
    if (tolerance !== Number.POSITIVE_INFINITY) {
      if (times.length === 0) return refuse(logger, 'nothing says when it was made')
      if (now - Math.min(...times) > tolerance) return refuse(logger, 'it is too old')
    }

    const parsed = parseChatEvent(data)
    if (parsed.kind === 'other') return say(200, `Events of the type ${parsed.type} are not handled.`)
    if (parsed.kind === 'invalid') {
      logger.warn(`An event that cannot be read was skipped: ${parsed.reason}.`)
      return say(200, 'The event cannot be read.')
    }
    const { event } = parsed
    if (!passesFilter(settings.eventFilter, event)) return say(200, 'Event filtered out')
    // The id of the signed body; that of the header is anybody's. Without one, what was signed.
    const id = (isRecord(value) ? optionalString(value.id) : undefined) ?? signature.toLowerCase()
    const isKnown = isNew === undefined ? !memory.add(id, now, Math.max(now, ...times) + tolerance) : !(await isNew(id))
    if (isKnown) {
      logger.info('An event that came twice was skipped.', { id })
      return say(200, 'Event received before')
    }

    const work = handle(event, onEvent, logger)
    if (typeof context?.waitUntil === 'function') context.waitUntil(work)
    return say(200, 'Event received')
  }
}

/** Never rejects: nobody waits for it. */
async function handle(event: ChatEvent, onEvent: WebhookOptions['onEvent'], logger: Logger): Promise<void> {
  try {
    await onEvent(event)
  } catch (error) {
    logger.error('An event could not be handled.', { id: event.id, error })
  }
}

function refuse(logger: Logger, reason: string): Response {
  logger.warn(`A request to the webhook was refused: ${reason}.`)
  return say(401, 'The request is not from the platform, or too old.')
}

function say(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json(status === 200 ? { message } : { error: message }, { status, headers })
}
