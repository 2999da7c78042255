import type { ErrorDescription } from '../../core/http/index.ts'
import { isRecord, optionalString } from '../../core/read.ts'

/** Reads the envelope of an error (Dify specification 2.1). */
export function describeDifyError(body: unknown): ErrorDescription {
  if (!isRecord(body)) return {}
  return { code: optionalString(body.code), message: optionalString(body.message) }
}
