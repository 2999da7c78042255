import { ApiError, ConnectionError, RateLimitError } from '../errors/index.ts'

/** Where the numbers of the exponential wait come from (Dify specification 7). Milliseconds. */
export interface Backoff {
  /** The wait before the first repetition. */
  initial: number
  /** No wait is longer, not counting what a server asks for. */
  cap: number
}

export const RETRY_BACKOFF: Backoff = { initial: 500, cap: 8_000 }

/** A server that asks for more than this is not believed; the exponential wait is used instead. Milliseconds. */
export const LONGEST_HINT = 60_000

/**
 * Nor is one that asks for less: a wait of nothing never backs off, and many clients that wait for nothing keep a
 * server down. Milliseconds.
 */
export const SHORTEST_HINT = 20

/** Exponential with a cap; a quarter of it is left to chance, so that many clients do not come back at once. */
export function backoffDelay(attempt: number, random: () => number, backoff: Backoff = RETRY_BACKOFF): number {
  const delay = Math.min(backoff.cap, backoff.initial * 2 ** attempt)
  return Math.round(delay * (1 - random() / 4))
}

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` as seconds or as an HTTP date
 * (RFC 9110 10.2.3). `undefined` when it asks for no wait, for something unreadable or for something absurd.
 */
export function retryHint(headers: Headers, now: number): number | undefined {
  const candidates = [
    numberOf(headers.get('retry-after-ms')),
    scale(numberOf(headers.get('retry-after')), 1000),
    dateOf(headers.get('retry-after'), now),
  ]
  const hint = candidates.find((candidate) => candidate !== undefined)
  return hint !== undefined && hint >= SHORTEST_HINT && hint <= LONGEST_HINT ? Math.round(hint) : undefined
}

/** A number that is not a date: `Date.parse` would read a bare number as a year. */
function numberOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined
}

function scale(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor
}

function dateOf(text: string | null, now: number): number | undefined {
  if (text === null || !/[a-z]/i.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : Math.max(0, time - now)
}

/** Failures of `fetch` that happen before a connection exists, so that the server cannot have seen the request. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Node puts the reason into `cause`, and several of them into an `AggregateError` when a name has many addresses. */
function neverConnected(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown }
  if (typeof code === 'string') return NEVER_CONNECTED.has(code)
  if (Array.isArray(errors) && errors.length > 0) return errors.every(neverConnected)
  return neverConnected(cause)
}

/** Whether the platform's word says that repeating is useless; by default no word does. */
export type IsFinal = (error: ApiError) => boolean

/**
 * Whether an attempt may be repeated. The whole policy is this function:
 *
 * - 429 says that nothing was done, so any request may be repeated, unless its code says that a quota is used up;
 * - a connection that was never made may be tried again, whatever it was for;
 * - 408, 425, 5xx and a broken connection leave open what the server did: only requests that may run twice are repeated.
 *
 * Time-outs and aborts never are. A POST that creates something is therefore not created twice (Unique specification 9,
 * row 5; Dify specification 7).
 */
export function mayRetry(error: unknown, idempotent: boolean, isFinal: IsFinal = () => false): boolean {
  if (RateLimitError.isInstance(error)) return !isFinal(error)
  if (ConnectionError.isInstance(error)) return idempotent || neverConnected(error.cause)
  return idempotent && ApiError.isInstance(error) && isPassing(error.status)
}

/** Whether a status says that the server is in trouble now, and may not be later. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501)
}
