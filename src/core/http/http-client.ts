import { type Clock, systemClock } from '../clock.ts'
import { ApiError, apiErrorFromStatus, ConfigurationError, ConnectionError, statusRow } from '../errors/index.ts'
import { consoleLogger, type Logger } from '../logger.ts'
import { checkNumbers, pause } from '../waits.ts'
import { Exchange } from './exchange.ts'
import { HttpReply } from './http-reply.ts'
import { createMask, type Mask, maskLogger } from './mask.ts'
import { findRedirect } from './redirect.ts'
import { parseBody, requestId } from './response-body.ts'
import { backoffDelay, type IsFinal, mayRetry, retryHint } from './retry.ts'
import { canStreamUploads, type OnProgress, UploadBody } from './upload-body.ts'
import { joinUrl, publicUrl, type QueryValue, withQuery } from './url.ts'

/** The part of the global `fetch` that the SDK uses. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** Choices about the transport. */
export interface TransportOptions {
  /**
   * Carries out requests.
   *
   * @default the global `fetch`
   */
  fetch?: Fetch | undefined
  /**
   * Milliseconds until an answer must be complete, or a stream must have begun, for each attempt; `Infinity` for no limit.
   *
   * @default 600_000
   */
  timeout?: number | undefined
  /**
   * How often a request is repeated at most, where that is safe.
   *
   * @default 2
   */
  maxRetries?: number | undefined
  /**
   * Hears of warnings and errors; `silentLogger` hears of nothing.
   *
   * @default `consoleLogger`
   */
  logger?: Logger | undefined
  /**
   * Measures limits and waits.
   *
   * @default `systemClock`
   */
  clock?: Clock | undefined
  /**
   * A number from 0 to below 1 that shortens waits, so that clients do not all come back at once.
   *
   * @default `Math.random`
   */
  random?: (() => number) | undefined
}

/** A platform's error body, in the words of `ApiError`. */
export interface ErrorDescription {
  code?: string | undefined
  message?: string | undefined
  /** Overrides the HTTP status. */
  status?: number | undefined
}

export interface HttpClientOptions extends TransportOptions {
  baseUrl: string
  /** Sent with every request that is not `bare`. */
  headers: Readonly<Record<string, string>>
  /** Never to be seen in a message, a log or an error. */
  secrets: readonly string[]
  describeError: (body: unknown) => ErrorDescription
  isFinal?: IsFinal | undefined
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below the base URL; or a whole address in `url`. */
  path?: string
  url?: string
  query?: Readonly<Record<string, QueryValue>>
  /** Sent as JSON with its content type. */
  json?: unknown
  /** Sent as it is. */
  body?: Uint8Array | FormData
  /** Hears of bytes as they leave; where that cannot be known, once when all of them have. */
  onProgress?: OnProgress | undefined
  headers?: Readonly<Record<string, string>>
  /** Never to be seen, besides the secrets of the client. */
  secrets?: readonly string[]
  /** Leaves out the headers of the client, for addresses of someone else. */
  bare?: boolean
  /** Whether it may run twice. Default: every method but POST and PATCH. */
  idempotent?: boolean
  signal?: AbortSignal | undefined
  timeout?: number | undefined
  maxRetries?: number | undefined
}

export interface HttpClient {
  /** Hides the secrets of the client. */
  readonly mask: Mask
  /** Where the client logs to; what is passed is masked. */
  readonly logger: Logger
  /** Resolves when the headers of a successful answer are here. */
  open(request: HttpRequest): Promise<HttpReply>
  /** The JSON of a successful answer. */
  json(request: HttpRequest): Promise<unknown>
}

/** Unique specification 6.3. */
const DEFAULT_TIMEOUT = 600_000
/** Dify specification 7. */
const DEFAULT_RETRIES = 2

/**
 * A client for one base URL and one identity.
 *
 * Failures are `ApiError` (the server answered), `ConnectionError`, `TimeoutError` and `AbortError` (the caller's
 * signal). The error of the last attempt is the one thrown. A closure rather than a class, so that printing a client
 * shows no header.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { baseUrl, headers: ownHeaders, describeError, isFinal } = options
  const send = options.fetch ?? ((input: string, init: RequestInit) => globalThis.fetch(input, init))
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const mask = createMask(options.secrets)
  const logger = maskLogger(options.logger ?? consoleLogger, mask)
  let requests = 0
  checkTransport(options)

  async function attempt(sending: Sending, log: RequestLog): Promise<HttpReply> {
    const { request, title, url, mask, headers, body } = sending
    const { method, signal } = request
    const exchange = new Exchange({
      clock,
      timeout: request.timeout ?? options.timeout ?? DEFAULT_TIMEOUT,
      signal,
      title,
      mask,
    })
    log('sent', { headers: mask(headers) })
    const upload = uploadBody(sending)
    try {
      const init: RequestInit = {
        ...{ method, headers, signal: exchange.signal },
        // A view of shared memory has been copied.
        ...(body === undefined ? {} : { body: (upload?.stream ?? body) as BodyInit }),
        ...(upload === undefined ? {} : { duplex: 'half' }),
        // A request that writes is not sent on: after most redirects it would be a GET, which writes nothing.
        redirect: method === 'GET' ? 'follow' : 'manual',
      }
      const response = await exchange.race(async () => send(url, init))
      log('answered', { status: response.status, requestId: mask(requestId(response.headers)) })
      const redirect = findRedirect(method, url, response)
      if (redirect !== undefined) throw redirectError(response, redirect, title, mask)
      if (response.ok) {
        if (upload === undefined) reportWhole(sending)
        return new HttpReply(response, exchange, mask)
      }
      throw await failure(response, exchange, mask)
    } catch (error) {
      exchange.finish()
      throw upload?.failure === undefined ? error : upload.failure.error
    }
  }

  async function failure(response: Response, exchange: Exchange, mask: Mask): Promise<ApiError> {
    const text = await exchange
      .race(() => response.text())
      .catch((error: unknown) => {
        // The status is worth more than the reason why the rest of a failure did not arrive.
        if (ConnectionError.isInstance(error)) return ''
        throw error
      })
    const body = mask(parseBody(text))
    const described = describeError(body)
    const status = described.status ?? response.status
    const code = described.code ?? statusRow(status).code
    // Complete from the start: the stack, which is what an uncaught error prints, is written with the message.
    return apiErrorFromStatus(mask(describeFailure(exchange.title, { status, code, body, said: described.message })), {
      code,
      status,
      headers: mask(response.headers),
      body,
      requestId: mask(requestId(response.headers)),
    })
  }

  /** Finds what cannot be sent before anything is: `fetch` would call it a failure of the network. */
  function prepare(request: HttpRequest, title: string, mask: Mask): Pick<Sending, 'headers' | 'body'> {
    const refuse = (problem: string, cause?: unknown) =>
      new ConfigurationError(`${title} cannot be sent: ${problem}.`, { code: 'invalid_argument', cause: mask(cause) })
    const { json, bare } = request
    const headers = { ...(bare ? {} : ownHeaders), ...request.headers }
    if (json !== undefined) headers['content-type'] = 'application/json'
    for (const [name, value] of Object.entries(headers)) {
      if (!isHeader(name, value)) throw refuse(`its header ${name} has characters that no header can have`)
    }
    if (json === undefined) {
      // A stream has no length of its own, and servers want one.
      const { body, onProgress } = request
      if (onProgress !== undefined && body instanceof Uint8Array) headers['Content-Length'] = String(body.byteLength)
      return { headers, body }
    }
    try {
      return { headers, body: JSON.stringify(json) }
    } catch (cause) {
      throw refuse(`its body has no form in JSON`, cause)
    }
  }

  async function open(request: HttpRequest): Promise<HttpReply> {
    const url = withQuery(request.url ?? joinUrl(baseUrl, request.path ?? ''), request.query)
    const ownMask = request.secrets === undefined ? mask : createMask([...options.secrets, ...request.secrets])
    const title = ownMask(`${request.method} ${publicUrl(url)}`)
    const idempotent = request.idempotent ?? !['POST', 'PATCH'].includes(request.method)
    const maxRetries = request.maxRetries ?? options.maxRetries ?? DEFAULT_RETRIES
    checkTransport(request)
    checkSignal(request.signal)
    const sending = { request, title, url, mask: ownMask, ...prepare(request, title, ownMask) }
    const id = ++requests
    for (let retries = 0; ; retries++) {
      try {
        return await attempt(sending, (message, details) =>
          logger.debug(`${title} ${message}`, { request: id, attempt: retries + 1, ...details }),
        )
      } catch (error) {
        if (retries >= maxRetries || !mayRetry(error, idempotent, isFinal)) throw error
        const hint = ApiError.isInstance(error) ? retryHint(error.headers, clock.now()) : undefined
        const delay = hint ?? backoffDelay(retries, random)
        logger.info(`${title} is repeated in ${delay} ms`, { request: id, attempt: retries + 1, delay })
        await pause(clock, delay, request.signal)
      }
    }
  }

  return { open, json: async (request) => (await open(request)).json(), mask, logger }
}

/**
 * Refuses a time limit or a number of repetitions that cannot be meant.
 *
 * @throws ConfigurationError `invalid_argument`
 */
export function checkTransport({ timeout, maxRetries }: Pick<TransportOptions, 'timeout' | 'maxRetries'>): void {
  checkNumbers('limit', { timeout })
  checkNumbers('count', { maxRetries })
}

/** A request, and what goes with each attempt at it. */
interface Sending {
  request: HttpRequest
  title: string
  url: string
  mask: Mask
  headers: Record<string, string>
  body: Uint8Array | FormData | string | undefined
}

/** The body that counts, where somebody wants to hear of it and it can be sent. */
function uploadBody({ request: { onProgress }, body }: Sending): UploadBody | undefined {
  if (onProgress === undefined || !(body instanceof Uint8Array) || !canStreamUploads()) return undefined
  return new UploadBody(body, onProgress)
}

/** All at once, where nothing more can be known. */
function reportWhole({ request: { onProgress }, body }: Sending): void {
  if (!(body instanceof Uint8Array)) return
  onProgress?.({ sent: body.byteLength, total: body.byteLength })
}

/**
 * Refuses a signal that is none.
 *
 * @throws ConfigurationError `invalid_argument`
 */
export function checkSignal(signal: AbortSignal | null | undefined): void {
  if (signal == null || (typeof signal === 'object' && 'aborted' in signal && 'addEventListener' in signal)) return
  throw new ConfigurationError('signal must be an AbortSignal.', { code: 'invalid_argument' })
}

/** Whether a header can have this value. */
export function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name)
  } catch {
    return false
  }
}

function redirectError(response: Response, target: string, title: string, mask: Mask): ApiError {
  // Nobody reads it; who does not ask for it keeps no connection busy.
  void response.body?.cancel().catch(() => {})
  const message = `${title} was redirected to ${target} and is not sent on; use the address that answers by itself.`
  return new ApiError(mask(message), {
    code: 'redirected',
    status: response.status,
    headers: mask(response.headers),
    body: '',
    requestId: mask(requestId(response.headers)),
  })
}

type RequestLog = (message: string, details: Record<string, unknown>) => void

interface Failure {
  status: number
  code: string
  body: unknown
  /** The platform's own sentence. */
  said: string | undefined
}

/** A message: what happened, to what, and what to try. */
function describeFailure(title: string, { status, code, body, said }: Failure): string {
  const reason = said?.trim() || (typeof body === 'string' && body !== '' ? 'the body is not JSON' : '')
  const sentence = `${title} answered ${status} ${code}${reason === '' ? '' : `: ${reason}`}`
  return [/[.!?]$/.test(sentence) ? sentence : `${sentence}.`, advice(status)].filter(Boolean).join(' ')
}

function advice(status: number): string {
  if (status === 401) return 'Check the key and the base URL.'
  if (status === 429) return 'Try again later, or send less at once.'
  return status === 504 || status === 524 ? 'A proxy gave up waiting; the server may still be working.' : ''
}
