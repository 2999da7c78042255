import { ConfigurationError } from '../core/errors/index.ts'
import type { HttpClient } from '../core/http/index.ts'

/** The part of a client that its resources share. */
export interface DifyContext {
  http: HttpClient
  /** Of the client; a call may name another. */
  user: string | undefined
}

/** The server refuses most calls without a user (Dify specification 1.1). */
export function userOf({ user }: DifyContext, ofCall: string | undefined): string {
  const chosen = ofCall ?? user
  if (chosen) return chosen
  throw new ConfigurationError('Say whose message it is: pass a user to the DifyClient or to the call.', {
    code: 'missing_user',
  })
}
