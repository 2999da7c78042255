import { createHttpClient, type HttpClient, type TransportOptions } from '../../core/http/index.ts'
import { describeDifyError } from './describe-error.ts'

/** A client for one app. `baseUrl` ends in `/v1` (Dify specification 1). */
export function createDifyHttp(baseUrl: string, apiKey: string, transport: TransportOptions): HttpClient {
  return createHttpClient({
    ...transport,
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets: [apiKey],
    describeError: describeDifyError,
    // 429 with this word is a quota, not a crowd: it will be the same in a second (Dify specification 2.4).
    isFinal: (error) => error.code === 'rate_limit_error',
  })
}
