import { Hono } from 'hono/tiny'
import { systemClock } from '../core/clock.ts'
import { steppingClock } from './clock.ts'
import type { Deviation } from './deviation.ts'
import { createDifyServer, DifyError, routeNotFound } from './dify/index.ts'
import { type Exchange, placePath, type RecordedRequest, recordBody, recordHead } from './exchange.ts'
import { createFaultMatcher, type Fault, findFault } from './fault.ts'
import { faultyBody } from './faulty-body.ts'
import { seededIds } from './ids.ts'
import type { Mock, MockEvent, MockOptions } from './mock.ts'
import type { MockParts } from './mock-parts.ts'
import { defaultModel } from './model/default-model.ts'
import type { Operation } from './operations/operation.ts'
import { createOperationFinder, isPlayed, type PlayedRoute } from './operations/unplayed.ts'
import { answerSay, SAY_PATH } from './say-route.ts'
import type { Surroundings } from './surroundings.ts'
import { createTranscript } from './transcript.ts'
import { Audience, addDocuments, deliver, eventSocket, UniqueError, uniqueApp, World } from './unique/index.ts'

/**
 * Creates both platforms, empty.
 *
 * @param parts What is loaded of them, or how it is.
 */
export function assembleMock(options: MockOptions, parts: MockParts): Mock {
  const { scenario = {}, openEnded = false } = options
  const emit = (event: MockEvent) => options.onEvent?.(event)
  const ids = seededIds(options.seed ?? 'mock')
  const transcript = createTranscript(
    (line) => emit({ kind: 'transcript', line }),
    (change) => emit({ kind: 'chat', change }),
  )
  const clock = options.clock ?? steppingClock()
  const model = scenario.model ?? defaultModel
  const surroundings: Surroundings = { scenario, model, clock, ids, transcript, origin: options.origin, openEnded }
  const requests: RecordedRequest[] = []
  const deviations: Deviation[] = []
  const matchFaults = createFaultMatcher(scenario.faults ?? [])

  const person = { userId: ids.decimal('user'), companyId: ids.decimal('company') }
  const app = {
    id: ids.token('app_'),
    key: ids.token('ukey_'),
    endpointSecret: ids.token('usig_'),
    difyKey: ids.token('app-'),
  }
  const world = new World(surroundings, ids.token('assistant_'))
  addDocuments(world, { ...person, appId: app.id }, scenario.documents ?? [])
  const audience = new Audience(world)
  const hono = new Hono<{ Bindings: Exchange }>()
  hono.route('/public/event-socket', eventSocket(audience, person.userId))
  const unique = uniqueApp(hono, world, parts.unique)
  const dify = createDifyServer(hono, surroundings, parts.dify)
  hono.notFound(async (context) => {
    const { method, url, report } = context.env
    const { platform, route } = placePath(url.pathname)
    const known = createOperationFinder(await parts.operations())(platform ?? 'unique', method, route)
    if (known && !isPlayed(known, playedRoutes(hono.routes))) return refuseUnplayed(known, report, url.pathname)
    const why =
      known?.platform === 'dify'
        ? `is ${known.method} ${known.path} with an id that is no UUID (Dify specification 3.0)`
        : 'is not named by any specification'
    report('path', url.pathname, `${method} ${url.pathname} ${why}`)
    if (platform === 'dify') return routeNotFound().toResponse()
    return refuse(new UniqueError(404, `Cannot ${method} ${url.pathname}`), 'unique')
  })
  hono.onError((error, context) => refuse(error, placePath(context.env.url.pathname).platform))

  /** The answer to what a specification names and the mock does not play. It is not that there is no such thing. */
  function refuseUnplayed(
    { platform, section, method, path }: Operation,
    report: Exchange['report'],
    where: string,
  ): Response {
    const name = `${platform === 'dify' ? 'Dify' : 'Unique'} specification ${section}`
    report('path', where, `${method} ${path} is an operation of the platform (${name}) that the mock does not play`)
    const message = `The mock does not play ${method} ${path}.`
    const error = platform === 'dify' ? new DifyError(501, 'not_implemented', message) : new UniqueError(501, message)
    return refuse(error, platform)
  }

  /** Every failure becomes a response here, in the shape of its platform; also those of the mock itself. */
  function refuse(error: Error, platform: RecordedRequest['platform']): Response {
    if (error instanceof DifyError) return error.toResponse()
    if (error instanceof UniqueError) return error.toResponse(ids.uuid('request'))
    const message = `The server encountered an internal error: ${error.message}`
    if (platform === 'dify') return new DifyError(500, 'internal_server_error', message).toResponse()
    return new UniqueError(500, message).toResponse(ids.uuid('request'))
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.pathname === SAY_PATH) return answerSay(request, (turn) => audience.say(turn))
    const { platform, route } = placePath(url.pathname)
    const faults = matchFaults(request.method, route)
    const head = recordHead(request, url)
    const record = { platform, ...head, body: undefined as unknown, status: undefined as number | undefined }
    requests.push(record)
    const finish = (status: number) => {
      record.status = status
      emit({ kind: 'request', request: record })
    }

    const bytes = await request.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      (error) => {
        // The client has gone away in the middle of its request.
        finish(0)
        throw error
      },
    )
    record.body = recordBody(bytes, request.headers.get('content-type') ?? '')
    if (dropsAtOnce(faults)) {
      finish(0)
      throw new TypeError('fetch failed')
    }
    const canned = findFault(faults, 'answer')
    if (canned !== undefined) {
      finish(canned.status)
      return cannedAnswer(canned)
    }

    const { method, headers, signal } = request
    const report: Exchange['report'] = (where, field, message) => {
      // A path that no platform has is reported as Unique's: all its base paths together are the whole origin.
      const deviation: Deviation = { platform: platform ?? 'unique', method, path: url.pathname, where, field, message }
      deviations.push(deviation)
      emit({ kind: 'deviation', deviation })
    }
    // With everything loaded nothing is waited for, so that requests are answered in the order in which they come.
    const opening = (platform === 'dify' ? dify.groups : unique).open(route)
    if (opening) await opening
    const response = await hono.fetch(request, { method, url, headers, bytes, signal, faults, report })
    if (platform === 'dify') response.headers.set('X-Version', '1.16.0')
    finish(response.status)
    const { body } = response
    if (body === null || faults.length === 0) return response
    return new Response(faultyBody(body, faults), response)
  }

  return {
    async fetch(input, init) {
      // Servers hand in requests of their own making, which the global constructor may not know.
      const request = typeof input === 'object' && 'headers' in input && !init ? input : new Request(input, init)
      request.signal.throwIfAborted()
      return untilAborted(await answer(request), request.signal)
    },
    requests,
    deviations,
    transcript: () => [...transcript.lines],
    say: (turn) => audience.say(typeof turn === 'string' ? { text: turn } : turn),
    pressStop: () => [...world.chats.values()].reverse().some((chat) => world.pressStop(chat)),
    deliver: (endpoint) => {
      const { now } = options.clock ?? systemClock
      return deliver(audience, { ...person, appId: app.id }, { secret: app.endpointSecret, now }, endpoint)
    },
    file(id) {
      const content = world.contents.get(id)
      if (content === undefined) return dify.file(id)
      const { title, key, mimeType, bytes } = content
      return { name: title ?? key, mimeType, bytes }
    },
    environment: (origin = options.origin ?? 'http://localhost:8092') => ({
      UNIQUE_APP_ID: app.id,
      UNIQUE_APP_KEY: app.key,
      UNIQUE_APP_ENDPOINT_SECRET: app.endpointSecret,
      UNIQUE_API_BASE_URL: origin,
      UNIQUE_AUTH_COMPANY_ID: person.companyId,
      UNIQUE_AUTH_USER_ID: person.userId,
      UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS: JSON.stringify([world.assistantId]),
      DIFY_API_KEY: app.difyKey,
      DIFY_BASE_URL: `${origin}/v1`,
    }),
    close() {
      audience.close()
      dify.close()
    },
  }
}

/** The routes as the specifications name them, below the base paths. */
function playedRoutes(routes: readonly PlayedRoute[]): PlayedRoute[] {
  return routes.map(({ method, path }) => ({ method, path: placePath(path).route }))
}

function dropsAtOnce(faults: readonly Fault[]): boolean {
  const drop = findFault(faults, 'drop')
  return drop !== undefined && !drop.cleanly && drop.afterFrames === undefined && drop.afterBytes === undefined
}

function cannedAnswer({ status, headers, body }: Extract<Fault, { kind: 'answer' }>): Response {
  if (body === undefined) return new Response(null, { status, headers: { ...headers } })
  if (typeof body !== 'string') return Response.json(body, { status, headers: { ...headers } })
  const type = body.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
  return new Response(body, { status, headers: { 'Content-Type': type, ...headers } })
}

/** The body fails as soon as the caller gives up, as that of `fetch` does. */
function untilAborted(response: Response, signal: AbortSignal): Response {
  const { body } = response
  if (body === null || !/^text\/event-stream\b/.test(response.headers.get('content-type') ?? '')) return response
  const reader = body.getReader()
  let onAbort = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(signal.reason)
      reader.cancel(signal.reason).catch(() => {})
    }
  })
  // Nobody may be reading at that moment.
  aborted.catch(() => {})
  signal.addEventListener('abort', onAbort, { once: true })
  const watched = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await Promise.race([reader.read(), aborted])
        if (!done) return controller.enqueue(value)
        signal.removeEventListener('abort', onAbort)
        controller.close()
      },
      cancel(reason) {
        signal.removeEventListener('abort', onAbort)
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(watched, response)
}
