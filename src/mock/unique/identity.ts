import type { Exchange } from '../exchange.ts'
import { strangeHeaders } from '../request-headers.ts'
import { UniqueError } from './unique-error.ts'

/** Who calls: an app on behalf of a user of a company. */
export interface Identity {
  readonly appId: string
  readonly userId: string
  readonly companyId: string
}

const NAMED = [
  'authorization',
  'x-app-id',
  'x-user-id',
  'x-company-id',
  'x-api-version',
  'x-service-id',
  'x-unique-client-user-agent',
]

/** The headers that a client outside the cluster must send (Unique specification 1.2). */
const MUST = ['authorization', 'x-app-id', 'x-user-id', 'x-company-id'] as const

/**
 * Reads the headers of Unique specification 1.2. Any non-empty key will do. Callers inside the cluster name
 * themselves with `x-service-id` in place of key and app id.
 *
 * @param options.headers are named by the operation besides these; a last `*` stands for any end
 * @param options.defaultUserId stands in for a missing `x-user-id`, where the platform can do without.
 */
export function identify(
  exchange: Exchange,
  options: { readonly defaultUserId?: string; readonly headers?: readonly string[] } = {},
): Identity {
  const { headers } = exchange
  for (const name of strangeHeaders(headers, [...NAMED, ...(options.headers ?? [])])) {
    exchange.report('header', name, `${name} is not a header of Unique (Unique specification 1.2)`)
  }
  if (!headers.has('x-api-version')) {
    exchange.report('header', 'x-api-version', 'x-api-version is missing (Unique specification 1.2)')
  }
  const service = headers.get('x-service-id')
  const missing = MUST.filter((name) => {
    if (service && (name === 'authorization' || name === 'x-app-id')) return false
    return !headers.get(name)?.trim()
  })
  for (const name of missing) exchange.report('header', name, `${name} is missing (Unique specification 1.2)`)

  const refused = missing.find((name) => name !== 'x-user-id' || options.defaultUserId === undefined)
  if (refused !== undefined) throw new UniqueError(401, `Header ${refused} is required`)
  const authorization = headers.get('authorization')
  if (authorization !== null && !/^bearer\s+\S+$/i.test(authorization)) {
    throw new UniqueError(401, 'Authorization must be a bearer key')
  }
  return {
    appId: headers.get('x-app-id') ?? service ?? '',
    userId: headers.get('x-user-id') ?? options.defaultUserId ?? '',
    companyId: headers.get('x-company-id') ?? '',
  }
}
