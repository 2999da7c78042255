import { invalidParameter } from './dify-error.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text is a UUID, in either case. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** A whole number of a query, within bounds. */
export function readInteger(query: URLSearchParams, name: string, fallback: number, maximum: number): number {
  const text = query.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (!/^-?\d+$/.test(text) || value < 1 || value > maximum) {
    throw invalidParameter(`${name} must be an integer between 1 and ${maximum}`)
  }
  return value
}

/** An id of a query; `undefined` if it is absent or empty. */
export function readUuid(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)
  if (!text) return undefined
  if (!isUuid(text)) throw invalidParameter(`${name} must be a valid UUID`)
  return text.toLowerCase()
}
