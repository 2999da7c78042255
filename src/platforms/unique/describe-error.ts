import type { ErrorDescription } from '../../core/http/index.ts'
import { isRecord, optionalString } from '../../core/read.ts'

/** Reads the three shapes of an error body; `cause.status` overrides the HTTP status (Unique specification 2.1). */
export function describeUniqueError(body: unknown): ErrorDescription {
  if (!isRecord(body)) return {}
  if (typeof body.error === 'string') return { message: body.error }
  const detail = isRecord(body.error) ? body.error : body
  const cause = isRecord(detail.cause) ? detail.cause : undefined
  const inner = isRecord(cause?.error) ? cause.error : undefined
  return {
    message: optionalString(detail.message) ?? optionalString(inner?.message),
    code: optionalString(detail.code) ?? optionalString(inner?.code),
    status: typeof cause?.status === 'number' ? cause.status : undefined,
  }
}
