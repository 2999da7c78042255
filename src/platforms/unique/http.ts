import { createHttpClient, type HttpClient, type TransportOptions } from '../../core/http/index.ts'
import { describeUniqueError } from './describe-error.ts'
import { UNIQUE_HEADERS } from './wire.ts'

/** Who asks, and where. The settings of a user of the SDK are one of these. */
export interface UniqueIdentity {
  readonly appId: string
  readonly appKey: string
  readonly endpointSecret?: string | undefined
  readonly apiBase: string
  readonly apiVersion: string
  readonly companyId: string
  readonly userId: string
  readonly transport: TransportOptions
}

/** The headers of every request but the blob PUT (Unique specification 1.2). */
export function uniqueHeaders(identity: UniqueIdentity): Record<string, string> {
  return {
    [UNIQUE_HEADERS.authorization]: `Bearer ${identity.appKey}`,
    [UNIQUE_HEADERS.appId]: identity.appId,
    [UNIQUE_HEADERS.userId]: identity.userId,
    [UNIQUE_HEADERS.companyId]: identity.companyId,
    [UNIQUE_HEADERS.apiVersion]: identity.apiVersion,
  }
}

/** A client that acts with one identity. */
export function createUniqueHttp(identity: UniqueIdentity): HttpClient {
  return createHttpClient({
    ...identity.transport,
    baseUrl: identity.apiBase,
    headers: uniqueHeaders(identity),
    secrets: [identity.appKey, ...(identity.endpointSecret === undefined ? [] : [identity.endpointSecret])],
    describeError: describeUniqueError,
  })
}
