import type { Hono } from 'hono/tiny'
import { decodeText } from '../bytes.ts'
import type { Exchange } from '../exchange.ts'
import { strangeHeaders } from '../request-headers.ts'
import { type Finding, inspect, isObject, type Shape } from '../shape.ts'
import type { DifyApp } from './dify-app.ts'
import { DifyError, invalidParameter } from './dify-error.ts'

/** Hono with the exchange in place of the runtime's bindings. */
export type MockApp = Hono<{ Bindings: Exchange }>

/** The user of routes that can do without one (Dify specification 1.1). */
export const DEFAULT_USER = 'DEFAULT-USER'

/** The input of a handler: everything has been read and checked. */
export interface DifyCall<Body> {
  readonly exchange: Exchange
  readonly app: DifyApp
  readonly user: string
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Body
}

/** One operation. */
export interface DifyRoute<Body> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Parameters written as `:name{uuid}` take nothing but a UUID. */
  readonly path: string
  readonly cite: string
  /** Where the user is read from, and whether there must be one. A handler of a form reads it itself. */
  readonly user: 'json required' | 'json' | 'query required' | 'query' | 'form' | 'none'
  /** False for routes that every kind of app has. Default: true. */
  readonly chatOnly?: boolean
  /** True for routes that only apps with a workflow have. Default: false. */
  readonly workflowOnly?: boolean
  /** False: a run whose form was filled in does not go on because of this request. Default: true. */
  readonly settles?: boolean
  /** Query keys besides `user`. Default: none. */
  readonly query?: readonly string[]
  /** The JSON body, `user` included. Default: no body. */
  readonly body?: Shape<Body>
  /** May throw a {@link DifyError}. */
  readonly handle: (call: DifyCall<Body>) => Response
}

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'

/** The routes of a Dify server. Keeps the order of checks of Dify specification 2.2. */
export class DifyRoutes {
  readonly #hono: MockApp
  readonly #appOf: (key: string) => DifyApp
  readonly #methods = new Map<string, string[]>()

  constructor(hono: MockApp, appOf: (key: string) => DifyApp) {
    this.#hono = hono
    this.#appOf = appOf
  }

  add<Body = undefined>(route: DifyRoute<Body>): void {
    const path = route.path.replaceAll('{uuid}', `{${UUID}}`)
    this.#methods.set(path, [...(this.#methods.get(path) ?? []), route.method])
    this.#hono.on(route.method, path, (context) => {
      const exchange = context.env
      checkHeaders(exchange)
      const app = this.#appOf(readKey(exchange.headers))
      if (!app.settings.apiEnabled) {
        throw new DifyError(403, 'forbidden', "The app's API service has been disabled.")
      }
      const json = route.user.startsWith('json') ? readJson(exchange) : undefined
      const user = readUser(exchange, route.user, json)
      const { mode } = app.settings
      if (route.chatOnly !== false && (mode === 'workflow' || mode === 'completion')) {
        throw new DifyError(400, 'not_chat_app', 'Please check if your app mode matches the right API route.')
      }
      if (route.workflowOnly && mode !== 'workflow' && mode !== 'advanced-chat') {
        throw new DifyError(400, 'not_workflow_app', 'Please check if your app mode matches the right API route.')
      }
      checkQuery(exchange, route)
      if (route.body !== undefined) checkBody(exchange, route.body, json, route.cite)
      const parameters = Object.fromEntries(
        Object.entries<string>(context.req.param()).map(([name, value]) => [name, value.toLowerCase()]),
      )
      const query = exchange.url.searchParams
      if (route.settles !== false) {
        app.expireForms()
        for (const run of [...app.resumable.keys()]) app.resume(run)
      }
      // The shape has found nothing wrong; without one, Body is undefined.
      return route.handle({ exchange, app, user, parameters, query, body: json as Body })
    })
  }

  /** To be called last: every other verb on a known path is refused. */
  refuseOtherMethods(): void {
    for (const [path, methods] of this.#methods) {
      this.#hono.all(path, ({ env: { method, url, report } }) => {
        report('path', url.pathname, `${method} ${url.pathname} is not named by the specification`)
        const refusal = new DifyError(405, 'method_not_allowed', 'The method is not allowed for the requested URL.')
        const response = refusal.toResponse()
        response.headers.set('Allow', methods.join(', '))
        return response
      })
    }
  }
}

function checkHeaders(exchange: Exchange): void {
  for (const name of strangeHeaders(exchange.headers, ['authorization', 'x-trace-id'])) {
    exchange.report('header', name, `${name} is not a header of Dify (Dify specification 1)`)
  }
}

/** Dify specification 2.3, `unauthorized`. Any key will do, but those of the knowledge base open no app. */
function readKey(headers: Headers): string {
  const [scheme = '', key, ...rest] = (headers.get('authorization') ?? '').trim().split(/\s+/)
  if (key === undefined) {
    throw new DifyError(401, 'unauthorized', "Authorization header must be provided and start with 'Bearer'")
  }
  if (scheme.toLowerCase() !== 'bearer') {
    throw new DifyError(401, 'unauthorized', "Authorization scheme must be 'Bearer'")
  }
  if (rest.length > 0 || key.startsWith('dataset-')) throw new DifyError(401, 'unauthorized', 'Access token is invalid')
  return key
}

function readJson(exchange: Exchange): unknown {
  if (!/^application\/(?:json|[^;]+\+json)\s*(?:;|$)/i.test(exchange.headers.get('content-type') ?? '')) {
    const message = "Did not attempt to load JSON data because the request Content-Type was not 'application/json'."
    throw new DifyError(415, 'unsupported_media_type', message)
  }
  try {
    return JSON.parse(decodeText(exchange.bytes))
  } catch {
    throw new DifyError(
      400,
      'bad_request',
      'The browser (or proxy) sent a request that this server could not understand.',
    )
  }
}

function readUser(exchange: Exchange, from: DifyRoute<unknown>['user'], json: unknown): string {
  const value = from.startsWith('json')
    ? isObject(json) && json.user
    : from.startsWith('query') && exchange.url.searchParams.get('user')
  if (value) return String(value)
  if (from.endsWith('required')) throw invalidParameter('Arg user must be provided.')
  return DEFAULT_USER
}

function checkQuery(exchange: Exchange, route: Pick<DifyRoute<unknown>, 'method' | 'query' | 'cite'>): void {
  // Official clients send a user to every GET, also where it is not read (Dify specification 1.1).
  const known = [...(route.query ?? []), ...(route.method === 'GET' ? ['user', 'trace_id'] : [])]
  for (const name of new Set(exchange.url.searchParams.keys())) {
    if (!known.includes(name)) {
      exchange.report('query', name, `${name} is not named by the specification (${route.cite})`)
    }
  }
}

function checkBody(exchange: Exchange, shape: Shape<unknown>, body: unknown, cite: string): void {
  const wrong: Finding[] = []
  for (const finding of inspect(shape, body)) {
    exchange.report('body', finding.field, `${finding.message} (${cite})`)
    if (finding.kind !== 'unknown') wrong.push(finding)
  }
  if (wrong.length === 0) return
  const [first] = wrong
  if (first !== undefined && wrong.length === 1) throw invalidParameter(first.message)
  throw invalidParameter(
    [`${wrong.length} validation errors`, ...wrong.flatMap(({ field, message }) => [field, `  ${message}`])].join('\n'),
  )
}
