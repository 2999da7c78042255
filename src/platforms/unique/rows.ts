import type { HttpReply } from '../../core/http/index.ts'
import { isRecord } from '../../core/read.ts'

/** The rows of a list: a plain array, or the envelope of a list (Unique specification 9, row 11). */
export function readRows<Row>(
  reply: HttpReply,
  body: unknown,
  expected: string,
  read: (value: unknown) => Row | undefined,
): Row[] {
  const rows = isRecord(body) ? body.data : body
  if (!Array.isArray(rows)) throw reply.unexpected(expected, body)
  return rows.map(read).filter((row) => row !== undefined)
}
