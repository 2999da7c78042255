import { UniqueError } from './unique-error.ts'

/**
 * A timestamp of a request as ISO 8601 in UTC. Without a zone, as the Python client sends it, it is read as UTC
 * (Unique specification 1.6: both forms work).
 */
export function readTime(field: string, value: string): string {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value.trim().replace(' ', 'T')}Z`
  const time = Date.parse(zoned)
  if (!/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(time)) throw new UniqueError(400, `${field} is not a timestamp`)
  return new Date(time).toISOString()
}
