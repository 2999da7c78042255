import { ConfigurationError } from '../errors/index.ts'

/** A value of a query parameter; `undefined` leaves it out. */
export type QueryValue = string | number | boolean | undefined

/** Strips what people paste around an address: white space, quotes, trailing slashes (Unique specification 1.1). */
export function cleanBaseUrl(value: string): string {
  return value
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
    .replace(/\/+$/, '')
}

/**
 * Reads an address of the caller: one of `http` or `https`, without what people paste around it.
 *
 * A password in it is refused here: `fetch` takes no such address, and prints it.
 *
 * @param name of the setting, for the message, which does not show the address
 * @param example such as `https://gateway.example.com`
 * @throws ConfigurationError `invalid_variable`
 */
export function readAddress(value: string, name: string, example: string): URL {
  const cleaned = cleanBaseUrl(value)
  const url = /^https?:\/\//i.test(cleaned) && URL.canParse(cleaned) ? new URL(cleaned) : undefined
  const refuse = (problem: string) => new ConfigurationError(`${name} ${problem}.`, { code: 'invalid_variable' })
  if (url === undefined) throw refuse(`is not an address such as ${example}`)
  if (url.username !== '' || url.password !== '') {
    throw refuse('has a user name or a password in it, which is not sent; remove all between // and @')
  }
  return url
}

/** Base and path with exactly one slash between them. */
export function joinUrl(base: string, path: string): string {
  return `${cleanBaseUrl(base)}/${path.replace(/^\/+/, '')}`
}

/**
 * A value as one segment of a path. One that would lead elsewhere is refused: `.` and `..` are resolved also where they
 * are percent-encoded (WHATWG URL 4.4), and an empty one names what is above.
 *
 * @param name of the argument, for the message
 * @throws ConfigurationError `invalid_argument`
 */
export function pathSegment(value: string, name: string): string {
  const isId = typeof value === 'string' && !/^\.{0,2}$/.test(value) && !/\p{Surrogate}/u.test(value)
  if (isId) return encodeURIComponent(value)
  const given = typeof value === 'string' ? JSON.stringify(value) : value === null ? 'null' : typeof value
  throw new ConfigurationError(`${name} is ${given}, which is no id.`, {
    code: 'invalid_argument',
  })
}

export function withQuery(url: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.append(name, String(value))
  const text = parameters.toString()
  return text === '' ? url : `${url}?${text}`
}

/**
 * An address as messages and logs show it: without its query, which may carry the key of a signed upload, and without
 * name and password.
 */
export function publicUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1')
}

/** The secrets of a signed address: its query, and each value in it that is long enough to be a key. */
export function secretsOfAddress(url: string): string[] {
  const { search, searchParams } = new URL(url)
  return [search.slice(1), ...[...searchParams.values()].filter((value) => value.length >= 8)]
}
