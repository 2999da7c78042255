import type { Logger } from '../logger.ts'

const MASK = '***'

/** Deeper than this nothing is looked at, and nothing is shown: a body may be made to exhaust the stack. */
const DEEPEST = 200

/** Headers whose values are nobody's business, whatever they are. */
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'api-key',
  'x-api-key',
  'x-unique-signature',
])

/**
 * Replaces what must not be seen in a value, at any depth. A value with nothing to hide is returned as it is, the same
 * object.
 */
export type Mask = <Value>(value: Value) => Value

/**
 * The one function that masks. It replaces every occurrence of the given secrets in any string, also in the names of
 * fields and headers and in errors with all their causes, and the values of headers that carry credentials. Everything
 * that becomes a message, a log line or a property of an error has been through it.
 */
export function createMask(secrets: readonly string[]): Mask {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].sort((one, other) => other.length - one.length)
  // In any case: hosts and media types are printed in lower case.
  const pattern = spellings.length === 0 ? undefined : new RegExp(spellings.map(escapePattern).join('|'), 'gi')

  const maskText = (text: string) => (pattern === undefined ? text : text.replace(pattern, MASK))

  const maskEntry = ([name, value]: readonly [string, unknown], depth: number, seen: Seen) => {
    const isSecret = SECRET_HEADERS.has(name.toLowerCase()) && typeof value === 'string'
    return [maskText(name), isSecret ? MASK : maskAny(value, depth + 1, seen)] as const
  }

  const maskAny = (value: unknown, depth: number, seen: Seen): unknown => {
    if (typeof value === 'string') return maskText(value)
    if (typeof value !== 'object' || value === null) return value
    if (depth > DEEPEST) return MASK
    const known = seen.get(value)
    if (known !== undefined) return known
    seen.set(value, value)
    const masked = maskObject(value, depth, seen)
    seen.set(value, masked)
    return masked
  }

  const maskObject = (value: object, depth: number, seen: Seen): object => {
    if (Array.isArray(value)) {
      const items = value.map((item) => maskAny(item, depth + 1, seen))
      return items.every((item, index) => item === value[index]) ? value : items
    }
    if (value instanceof Headers) {
      return new Headers([...value].map((entry) => maskEntry(entry, depth, seen) as [string, string]))
    }
    if (value instanceof Error) return maskError(value, maskText, (entry) => maskEntry(entry, depth, seen))
    // Plain data only: a Blob or a stream is handed on as it is.
    if (!isPlainObject(value)) return value
    const entries = Object.entries(value)
    const masked = entries.map((entry) => maskEntry(entry, depth, seen))
    const same = masked.every(([name, part], index) => name === entries[index]![0] && part === entries[index]![1])
    return same ? value : Object.fromEntries(masked)
  }

  return (value) => maskAny(value, 0, new Map()) as typeof value
}

type Seen = Map<object, unknown>

/** A secret as it may travel: by itself, in an address and inside of JSON. */
function spellingsOf(secret: string): string[] {
  const inAddress = encodeURIComponent(secret)
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  const inJson = JSON.stringify(secret).slice(1, -1)
  return [secret, inAddress, inForm, inJson].filter((text) => text !== '')
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The error itself if it has nothing to hide; else a copy of its class. */
function maskError(
  error: Error,
  maskText: (text: string) => string,
  maskEntry: (entry: readonly [string, unknown]) => readonly [string, unknown],
): Error {
  const own = Object.getOwnPropertyNames(error).map((key) => [key, Reflect.get(error, key)] as const)
  const masked = own.map(maskEntry)
  // The words of a DOMException are no property of its own.
  const message = maskText(error.message)
  const same = masked.every(([key, value], index) => key === own[index]![0] && value === own[index]![1])
  if (same && message === error.message) return error
  const copy: Error = Object.create(Object.getPrototypeOf(error))
  const define = (key: string, value: unknown, enumerable = false) =>
    Object.defineProperty(copy, key, { value, enumerable, configurable: true, writable: true })
  define('name', error.name)
  define('stack', maskText(error.stack ?? ''))
  for (const [index, [key, value]] of masked.entries()) {
    define(key, value, Object.getOwnPropertyDescriptor(error, own[index]![0])?.enumerable)
  }
  define('message', message)
  return copy
}

/** The same logger, for what has been masked. */
export function maskLogger(logger: Logger, mask: Mask): Logger {
  const at = (level: keyof Logger) => (message: string, details?: Record<string, unknown>) =>
    details === undefined ? logger[level](mask(message)) : logger[level](mask(message), mask(details))
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
