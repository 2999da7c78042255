const MASK = '***'

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

/** Replaces what must not be seen in a value, at any depth. */
export type Mask = <Value>(value: Value) => Value

/**
 * The one function that masks. It replaces every occurrence of the given secrets in any string, and the values of
 * headers that carry credentials; everything that becomes a message, a log line or a property of an error has been
 * through it.
 */
export function createMask(secrets: readonly string[]): Mask {
  const known = secrets.filter((secret) => secret.length > 0)

  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') return known.reduce((text, secret) => text.replaceAll(secret, MASK), value)
    if (Array.isArray(value)) return value.map(mask)
    if (value instanceof Headers) return new Headers(maskEntries(value.entries()) as Record<string, string>)
    // Plain data only: an error, a Blob or a stream is handed on as it is.
    if (isPlainObject(value)) return maskEntries(Object.entries(value))
    return value
  }

  const maskEntries = (entries: Iterable<[string, unknown]>) =>
    Object.fromEntries(
      [...entries].map(([name, value]) => [name, SECRET_HEADERS.has(name.toLowerCase()) ? MASK : mask(value)]),
    )

  return mask as Mask
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
