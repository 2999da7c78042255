import type { Hono } from 'hono/tiny'
import { decodeText } from '../bytes.ts'
import type { Exchange } from '../exchange.ts'
import { type Finding, inspect, type Shape } from '../shape.ts'
import { type Identity, identify } from './identity.ts'
import { UniqueError } from './unique-error.ts'

/** Hono with the exchange in place of the runtime's bindings. */
export type MockApp = Hono<{ Bindings: Exchange }>

/** The input of a handler: everything has been read and checked. */
export interface UniqueCall<Body> {
  readonly exchange: Exchange
  readonly caller: Identity
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Body
}

/** One operation of the JSON API. */
export interface UniqueRoute<Body> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  /** The section that describes it, for the deviation log. */
  readonly cite: string
  /** Query keys; those ending in `!` are mandatory, those ending in `[]` stand for all `name[0]`. Default: none. */
  readonly query?: readonly string[]
  /** Default: no body. */
  readonly body?: Shape<Body>
  /** Headers besides those of every operation; a last `*` stands for any end. Default: none. */
  readonly headers?: readonly string[]
  /** The operation can do without `x-user-id`. Default: false. */
  readonly isUserOptional?: boolean
  /** May throw a {@link UniqueError}. */
  readonly handle: (call: UniqueCall<Body>) => Response
}

/** Adds an operation to an app. Checks in order: headers, query, body. */
export function addRoute<Body = undefined>(app: MockApp, route: UniqueRoute<Body>): void {
  app.on(route.method, route.path, (context) => {
    const exchange = context.env
    const { headers = [], isUserOptional = false } = route
    const caller = identify(exchange, { headers, ...(isUserOptional ? { defaultUserId: '' } : {}) })
    const query = readQuery(exchange, route.query ?? [], route.cite)
    const body = route.body === undefined ? undefined : readBody(exchange, route.body, route.cite)
    // Without a shape, Body is undefined.
    return route.handle({ exchange, caller, parameters: context.req.param(), query, body: body as Body })
  })
}

function readQuery(exchange: Exchange, names: readonly string[], cite: string): URLSearchParams {
  const query = exchange.url.searchParams
  const known = names.map((name) => name.replace(/!$/, ''))
  for (const name of new Set(query.keys())) {
    if (!known.includes(name.replace(/\[\d+\]$/, '[]')))
      exchange.report('query', name, `${name} is not named by the specification (${cite})`)
  }
  for (const name of names) {
    if (name.endsWith('!') && !query.get(name.slice(0, -1))) {
      throw new UniqueError(400, `${name.slice(0, -1)} is required`)
    }
  }
  return query
}

function readBody<Body>(exchange: Exchange, shape: Shape<Body>, cite: string): Body {
  // A JSON API behind a body parser that goes by the content type: other types arrive as an empty body.
  if (!/^application\/json\b/i.test(exchange.headers.get('content-type') ?? '')) {
    exchange.report('header', 'content-type', 'content-type must be application/json (Unique specification 1.2)')
    throw new UniqueError(400, 'The request body must be JSON')
  }
  let value: unknown
  try {
    value = JSON.parse(decodeText(exchange.bytes))
  } catch {
    throw new UniqueError(400, 'The request body is not valid JSON')
  }
  const findings = inspect(shape, value)
  const wrong: Finding[] = []
  for (const finding of findings) {
    exchange.report('body', finding.field, `${finding.message} (${cite})`)
    if (finding.kind !== 'unknown') wrong.push(finding)
  }
  const [first] = wrong
  if (first !== undefined) {
    throw new UniqueError(400, first.message, Object.fromEntries(wrong.map(({ field, message }) => [field, message])))
  }
  // The shape has just found nothing wrong.
  return value as Body
}
