/** What a query parameter may be; `undefined` leaves it out. */
export type QueryValue = string | number | boolean | undefined

/** Strips what people paste around an address: white space, quotes, trailing slashes (Unique specification 1.1). */
export function cleanBaseUrl(value: string): string {
  return value
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
    .replace(/\/+$/, '')
}

/** Base and path with exactly one slash between them. */
export function joinUrl(base: string, path: string): string {
  return `${cleanBaseUrl(base)}/${path.replace(/^\/+/, '')}`
}

export function withQuery(url: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.append(name, String(value))
  const text = parameters.toString()
  return text === '' ? url : `${url}?${text}`
}

/** An address as messages and logs show it: without its query, which may carry the key of a signed upload. */
export function publicUrl(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
