import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { ConfigurationError } from '../core/errors/index.ts'

/** Who may speak to a server on the loopback. */
export interface AccessRules {
  /** Names of hosts in lower case, besides those of the loopback. */
  readonly hosts: ReadonlySet<string>
  /** Origins of pages, such as `http://localhost:5173`. */
  readonly origins: ReadonlySet<string>
}

/**
 * @throws ConfigurationError `invalid_argument` for an origin that is none
 */
export function readAccessRules(origin: string | undefined, allowedOrigins: readonly string[]): AccessRules {
  const origins = allowedOrigins.map((allowed) => {
    const url = URL.canParse(allowed) ? new URL(allowed) : undefined
    if (url !== undefined && url.origin !== 'null' && /^\/?$/.test(url.pathname + url.search + url.hash))
      return url.origin
    throw new ConfigurationError(`${JSON.stringify(allowed)} is no origin such as http://localhost:5173.`, {
      code: 'invalid_argument',
    })
  })
  const hosts = origin !== undefined && URL.canParse(origin) ? [new URL(origin).hostname] : []
  return { hosts: new Set(hosts), origins: new Set(origins) }
}

/**
 * Why a request is refused, as a sentence; `undefined` if it is not.
 *
 * A page of the web can send requests to the loopback, and can have a name of its own point there (DNS rebinding). Its
 * browser tells of it: in `Host` by which name it came, in `Origin` and `Sec-Fetch-Site` from where.
 */
export function findRefusal({ headers, url = '' }: IncomingMessage, rules: AccessRules): string | undefined {
  const { host = '', origin } = headers
  // A client can send a whole address, beside another `Host`.
  const names = url.startsWith('/') ? [hostName(host)] : [hostName(host), targetName(url)]
  for (const name of names) {
    if (name === undefined || !(isLoopback(name) || rules.hosts.has(name))) {
      return 'This server answers to localhost, 127.0.0.1 and [::1] only.'
    }
  }
  if (origin !== undefined) {
    const isOwn = origin === `http://${host.toLowerCase()}`
    if (isOwn || rules.origins.has(origin)) return undefined
    return 'Pages of other origins may not speak to this server; it can be started with allowed ones.'
  }
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'none' || site === 'same-origin') return undefined
  return 'Pages of other sites may not speak to this server.'
}

/** The name in a `Host` header, without its port; `undefined` if it is not of the form that browsers send. */
function hostName(host: string): string | undefined {
  return /^([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase()
}

function targetName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '127.0.0.1' || name === '[::1]'
}

/** The answer that a browser wants before a page of an allowed origin may read an answer. */
export function addCorsHeaders(response: Response, origin: string): Response {
  const headers = new Headers(response.headers)
  headers.set('Access-Control-Allow-Origin', origin)
  headers.set('Access-Control-Expose-Headers', 'Content-Disposition, Request-Id, Retry-After, X-Version')
  headers.append('Vary', 'Origin')
  return new Response(response.body, { status: response.status, headers })
}

/** The answer to the question of a browser whether a page may send something. */
export function preflightAnswer(asked: IncomingHttpHeaders, origin: string): Response {
  const wanted = asked['access-control-request-headers']
  const headers = new Headers({ 'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE' })
  if (typeof wanted === 'string') headers.set('Access-Control-Allow-Headers', wanted)
  return addCorsHeaders(new Response(null, { status: 204, headers }), origin)
}
