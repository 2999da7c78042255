import { isRecord } from '../../core/read.ts'

/**
 * The same value with the keys of all its objects in camelCase: `image_url` becomes `imageUrl`. Values stay as they are,
 * also where one is spelt like a key (Unique specification 5.1).
 */
export function camelizeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelizeKeys)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [camelCase(key), camelizeKeys(item)]))
}

function camelCase(key: string): string {
  return key.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
}
