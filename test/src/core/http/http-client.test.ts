import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createHttpClient, type HttpClientOptions, type HttpRequest } from '../../../../src/core/http/index.ts'
import { isRecord, optionalString } from '../../../../src/core/read.ts'
import { eventStream, fakeFetch, fetchFailed, json, never } from '../../support/fake-fetch.ts'
import { manualClock, settle } from '../../support/manual-clock.ts'
import { recordingLogger } from '../../support/recording-logger.ts'

const KEY = 'key-0123456789'

function client(fetch: HttpClientOptions['fetch'], options: Partial<HttpClientOptions> = {}) {
  return createHttpClient({
    baseUrl: 'https://example.com/v1/',
    headers: { authorization: `Bearer ${KEY}` },
    secrets: [KEY],
    describeError: (body) =>
      isRecord(body) ? { code: optionalString(body.code), message: optionalString(body.message) } : {},
    random: () => 0,
    clock: manualClock().clock,
    logger: recordingLogger().logger,
    fetch,
    ...options,
  })
}

const GET: HttpRequest = { method: 'GET', path: '/things' }
const POST: HttpRequest = { method: 'POST', path: '/things', json: { a: 1 } }

/** What Node's `fetch` throws when a name has several addresses. */
const allFailed = (...codes: string[]) =>
  new TypeError('fetch failed', {
    cause: new AggregateError(codes.map((code) => Object.assign(new Error(), { code }))),
  })

/** The error that a promise rejects with. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('should have failed'),
    (error) => error,
  )

describe('requests', () => {
  test('joins the base URL and the path, and leaves undefined query values out', async () => {
    const { fetch, requests } = fakeFetch(json({}))
    await client(fetch).json({ ...GET, query: { user: 'a b', limit: 3, all: true, none: undefined } })
    expect(requests[0]).toMatchObject({ method: 'GET', url: 'https://example.com/v1/things?user=a+b&limit=3&all=true' })
    expect(requests[0]!.headers.get('authorization')).toBe(`Bearer ${KEY}`)
    expect(requests[0]!.headers.has('content-type')).toBe(false)
  })

  test('sends JSON with its content type', async () => {
    const { fetch, requests } = fakeFetch(json({ b: 2 }))
    expect(await client(fetch).json(POST)).toEqual({ b: 2 })
    expect(requests[0]!.body).toEqual({ a: 1 })
    expect(requests[0]!.headers.get('content-type')).toBe('application/json')
  })

  test('sends a bare request without the headers of the client', async () => {
    const { fetch, requests } = fakeFetch(new Response(null, { status: 201 }))
    await client(fetch).open({
      method: 'PUT',
      url: 'https://storage.example.com/x?sig=1',
      bare: true,
      headers: { b: '2' },
    })
    expect(requests[0]!.url).toBe('https://storage.example.com/x?sig=1')
    expect([...requests[0]!.headers]).toEqual([['b', '2']])
  })

  test('reads an empty answer as an empty object', async () => {
    expect(await client(fakeFetch(new Response(null, { status: 204 })).fetch).json(GET)).toEqual({})
  })

  test('refuses a page where JSON should be', async () => {
    const page = new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(await failure(client(fakeFetch(page).fetch).json(GET))).toMatchObject({
      name: 'InvalidResponseError',
      code: 'invalid_response',
      status: 200,
      body: '<html>Sign in</html>',
      message: 'GET https://example.com/v1/things should have answered with JSON and answered with text/html.',
    })
  })
})

describe('failures', () => {
  test('keeps status, code, message, body, headers and request id', async () => {
    const body = { code: 'invalid_param', message: 'Arg user must be provided.', status: 400 }
    const { fetch } = fakeFetch(json(body, { status: 400, headers: { 'Request-Id': 'r1', 'x-version': '1.16.0' } }))
    const error = await failure(client(fetch).json(POST))
    expect(error).toMatchObject({
      name: 'BadRequestError',
      status: 400,
      code: 'invalid_param',
      body,
      requestId: 'r1',
      message: 'POST https://example.com/v1/things answered 400 invalid_param: Arg user must be provided.',
    })
    expect(error.headers.get('x-version')).toBe('1.16.0')
    expect(error.stack).toContain('Arg user must be provided.')
  })

  test('keeps the raw text of a page', async () => {
    const { fetch } = fakeFetch(new Response('<html>524</html>', { status: 524 }))
    expect(await failure(client(fetch).json(POST))).toMatchObject({
      name: 'ServerError',
      status: 524,
      code: 'server_error',
      body: '<html>524</html>',
    })
  })

  test('keeps the status when the body of the failure breaks off', async () => {
    const broken = () => new Response(eventStream([], { breaks: true }).body, { status: 403 })
    expect(await failure(client(fakeFetch(broken).fetch).json(POST))).toMatchObject({ status: 403, body: '' })
  })

  test('a connection that fails is a ConnectionError with its cause', async () => {
    const cause = fetchFailed()
    const error = await failure(client(fakeFetch(cause).fetch).json(POST))
    expect(error).toMatchObject({ name: 'ConnectionError', code: 'connection_failed', cause })
  })

  test('a body that breaks off is a ConnectionError', async () => {
    const broken = () => new Response(eventStream(['{"a":'], { breaks: true }).body)
    expect(await failure(client(fakeFetch(broken).fetch).json(GET))).toMatchObject({ code: 'connection_failed' })
  })
})

describe('secrets', () => {
  test('a key that the server repeats reaches neither message, body, headers nor printed error', async () => {
    const body = {
      code: 'unauthorized',
      message: `Access token ${KEY} is invalid`,
      echo: [{ authorization: 'Basic x' }],
    }
    const { fetch } = fakeFetch(json(body, { status: 401, headers: { 'x-echo': `was ${KEY}` } }))
    const error = await failure(client(fetch).json(GET))
    expect(error.message).toContain('Access token *** is invalid')
    expect(error.body).toEqual({ ...body, message: 'Access token *** is invalid', echo: [{ authorization: '***' }] })
    expect(error.headers.get('x-echo')).toBe('was ***')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(KEY)
  })

  test('no log line has the key or the query of an address', async () => {
    const { logger, lines } = recordingLogger()
    const { fetch } = fakeFetch(json({}, { status: 500 }), json({}))
    await client(fetch, { logger }).open({
      method: 'PUT',
      url: 'https://example.com/x?sig=topsecret',
      headers: { Cookie: 'c=1' },
    })
    const text = inspect(lines, { depth: 9 })
    expect(lines.length).toBeGreaterThan(3)
    expect(text).toContain('PUT https://example.com/x sent')
    for (const secret of [KEY, 'topsecret', 'c=1']) expect(text).not.toContain(secret)
  })

  test('a printed client shows no header', () => {
    expect(inspect(client(fakeFetch(json({})).fetch), { depth: 9, showHidden: true })).not.toContain(KEY)
  })
})

describe('retries', () => {
  const status = (code: number) => json({}, { status: code })
  // What may be repeated, and how many attempts are made in all with two retries.
  test.each<[string, HttpRequest, Response | Error, number]>([
    ['GET', GET, status(500), 3],
    ['GET', GET, status(503), 3],
    ['GET', GET, status(408), 3],
    ['GET', GET, status(429), 3],
    ['GET', GET, fetchFailed('ECONNRESET'), 3],
    ['DELETE', { ...GET, method: 'DELETE' }, status(502), 3],
    ['PUT', { ...GET, method: 'PUT' }, status(502), 3],
    ['POST that may run twice', { ...POST, idempotent: true }, status(502), 3],
    // Refused before anything was done.
    ['POST', POST, status(429), 3],
    ['POST', POST, fetchFailed('ECONNREFUSED'), 3],
    ['POST', POST, fetchFailed('ENOTFOUND'), 3],
    ['POST to a name with several addresses', POST, allFailed('ECONNREFUSED', 'ENETUNREACH'), 3],
    ['POST to a name with several addresses', POST, allFailed('ECONNREFUSED', 'ECONNRESET'), 1],
    // Nobody knows whether the server has acted.
    ['POST', POST, status(500), 1],
    ['POST', POST, status(503), 1],
    ['POST', POST, status(408), 1],
    ['POST', POST, fetchFailed('ECONNRESET'), 1],
    ['POST', POST, fetchFailed(), 1],
    ['PATCH', { ...POST, method: 'PATCH' }, status(500), 1],
    // Would fail again.
    ['GET', GET, status(400), 1],
    ['GET', GET, status(401), 1],
    ['GET', GET, status(404), 1],
    ['GET', GET, status(501), 1],
  ])('%s: %#', async (_, request, answer, attempts) => {
    const { fetch, requests } = fakeFetch(answer)
    const { clock, sleeps } = manualClock()
    await failure(client(fetch, { clock }).json(request))
    expect(requests).toHaveLength(attempts)
    expect(sleeps).toHaveLength(attempts - 1)
  })

  test('does not repeat what the platform calls final', async () => {
    const { fetch, requests } = fakeFetch(json({ code: 'rate_limit_error' }, { status: 429 }))
    await failure(client(fetch, { isFinal: (error) => error.code === 'rate_limit_error' }).json(GET))
    expect(requests).toHaveLength(1)
  })

  test('keeps the status of the last attempt', async () => {
    const { fetch } = fakeFetch(status(500), status(502), json({ code: 'overloaded' }, { status: 503 }))
    expect(await failure(client(fetch).json(GET))).toMatchObject({ status: 503, code: 'overloaded' })
  })

  test('returns what a later attempt brings', async () => {
    expect(await client(fakeFetch(status(503), fetchFailed(), json({ ok: 1 })).fetch).json(GET)).toEqual({ ok: 1 })
  })

  test('the number of retries can be set for the client and for a request', async () => {
    const { fetch, requests } = fakeFetch(status(503))
    const http = client(fetch, { maxRetries: 1 })
    await failure(http.json(GET))
    expect(requests).toHaveLength(2)
    await failure(http.json({ ...GET, maxRetries: 0 }))
    expect(requests).toHaveLength(3)
  })

  const now = Date.UTC(2025, 0, 15, 9)
  test.each<[string, Record<string, string>, number[]]>([
    ['waits longer each time', {}, [500, 1000, 2000, 4000, 8000, 8000]],
    ['retry-after-ms', { 'retry-after-ms': '20', 'retry-after': '3' }, Array(6).fill(20)],
    ['Retry-After in seconds', { 'retry-after': '3' }, Array(6).fill(3000)],
    ['Retry-After as a date', { 'retry-after': new Date(now + 7000).toUTCString() }, Array(6).fill(7000)],
    // Nothing is no wait, and would never back off.
    [
      'a date that has passed',
      { 'retry-after': new Date(now - 7000).toUTCString() },
      [500, 1000, 2000, 4000, 8000, 8000],
    ],
    ['no wait at all', { 'retry-after': '0' }, [500, 1000, 2000, 4000, 8000, 8000]],
    ['hardly a wait', { 'retry-after-ms': '1' }, [500, 1000, 2000, 4000, 8000, 8000]],
    ['an absurd hint is ignored', { 'retry-after': '86400' }, [500, 1000, 2000, 4000, 8000, 8000]],
    ['an unreadable hint is ignored', { 'retry-after': 'soon' }, [500, 1000, 2000, 4000, 8000, 8000]],
    ['a negative hint is ignored', { 'retry-after': '-1' }, [500, 1000, 2000, 4000, 8000, 8000]],
  ])('%s', async (_, headers, expected) => {
    const { clock, sleeps } = manualClock(now)
    const { fetch } = fakeFetch(json({}, { status: 503, headers }))
    await failure(client(fetch, { clock, maxRetries: 6 }).json(GET))
    expect(sleeps).toEqual(expected)
  })

  test('jitter takes up to a quarter off', async () => {
    const { clock, sleeps } = manualClock()
    await failure(client(fakeFetch(status(503)).fetch, { clock, random: () => 0.8 }).json(GET))
    expect(sleeps).toEqual([400, 800])
  })

  test('an abort during the wait ends it', async () => {
    const aborting = new AbortController()
    const { fetch, requests } = fakeFetch(status(503))
    const { clock } = manualClock()
    const waiting = {
      ...clock,
      sleep: (milliseconds: number, signal?: AbortSignal) => {
        aborting.abort()
        return clock.sleep(milliseconds, signal)
      },
    }
    const error = await failure(client(fetch, { clock: waiting }).json({ ...GET, signal: aborting.signal }))
    expect(error.code).toBe('aborted')
    expect(requests).toHaveLength(1)
  })
})

describe('time and aborts', () => {
  test('a time-out is a TimeoutError with its limit, and closes the request', async () => {
    const manual = manualClock()
    const { fetch, requests } = fakeFetch(never)
    const call = failure(client(fetch, { clock: manual.clock, timeout: 1234 }).json(GET))
    await settle()
    manual.ring(1234)
    expect(await call).toMatchObject({ name: 'TimeoutError', code: 'timed_out', timeout: 1234 })
    expect(requests[0]!.signal.aborted).toBe(true)
    // Not repeated: the server may be working.
    expect(requests).toHaveLength(1)
  })

  test('the limit of a request wins over that of the client, whose default is ten minutes', async () => {
    const manual = manualClock()
    const { fetch } = fakeFetch(never)
    void failure(client(fetch, { clock: manual.clock }).json(GET))
    void failure(client(fetch, { clock: manual.clock, timeout: 5 }).json({ ...GET, timeout: 7 }))
    await settle()
    expect(manual.limits()).toEqual([600_000, 7])
  })

  test('the time-out counts until the body is read', async () => {
    const manual = manualClock()
    const { fetch } = fakeFetch(() => new Response(eventStream(['{'], { ends: false }).body))
    const call = failure(client(fetch, { clock: manual.clock, timeout: 9 }).json(GET))
    await settle()
    manual.ring(9)
    expect(await call).toMatchObject({ code: 'timed_out' })
  })

  test('no timer is left behind, whatever the end', async () => {
    const manual = manualClock()
    const { fetch } = fakeFetch(json({}), json({}, { status: 400 }), fetchFailed())
    const http = client(fetch, { clock: manual.clock, maxRetries: 0 })
    await http.json(GET)
    await failure(http.json(GET))
    await failure(http.json(GET))
    expect(manual.limits()).toEqual([])
  })

  test('an abort by the caller is an AbortError with the reason, also where fetch does not watch the signal', async () => {
    const aborting = new AbortController()
    const call = failure(client(fakeFetch(never).fetch).json({ ...GET, signal: aborting.signal }))
    await settle()
    aborting.abort('enough')
    expect(await call).toMatchObject({ name: 'AbortError', code: 'aborted', cause: 'enough' })
  })

  test('listens to no signal longer than it has to', async () => {
    const aborting = new AbortController()
    const { fetch, requests } = fakeFetch(eventStream(['a', 'b', 'c']))
    const reply = await client(fetch).open({ ...GET, signal: aborting.signal })
    const chunks = reply.chunks()
    await chunks.next()
    await chunks.next()
    expect(getEventListeners(requests[0]!.signal, 'abort')).toHaveLength(0)
    expect(getEventListeners(aborting.signal, 'abort')).toHaveLength(1)
    await chunks.next()
    await chunks.next()
    expect(getEventListeners(aborting.signal, 'abort')).toHaveLength(0)
  })

  test('an abort wins over what fetch makes of it', async () => {
    const aborting = new AbortController()
    const watching = ({ signal }: { signal: AbortSignal }) =>
      new Promise<Response>((_, reject) =>
        signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError'))),
      )
    const call = failure(client(fakeFetch(watching).fetch).json({ ...GET, signal: aborting.signal }))
    await settle()
    aborting.abort()
    expect(await call).toMatchObject({ name: 'AbortError', code: 'aborted' })
  })

  test('a signal that has aborted already sends nothing', async () => {
    const { fetch, requests } = fakeFetch(json({}))
    expect((await failure(client(fetch).json({ ...GET, signal: AbortSignal.abort() }))).code).toBe('aborted')
    expect(requests).toHaveLength(0)
  })
})

describe('chunks', () => {
  const collect = async (chunks: AsyncIterable<Uint8Array>) => {
    let text = ''
    for await (const chunk of chunks) text += new TextDecoder().decode(chunk)
    return text
  }

  test('come as they arrive, without the time limit of the request', async () => {
    const manual = manualClock()
    const reply = await client(fakeFetch(eventStream(['ab', 'c'])).fetch, { clock: manual.clock }).open(GET)
    const chunks = reply.chunks()
    await chunks.next()
    expect(manual.limits()).toEqual([])
    expect(await collect(chunks)).toBe('c')
  })

  test('each gap has the idle limit', async () => {
    const manual = manualClock()
    const stream = () => eventStream(['a'], { ends: false })
    const reply = await client(fakeFetch(stream).fetch, { clock: manual.clock }).open(GET)
    const reading = failure(collect(reply.chunks({ idleTimeout: 50 })))
    await settle()
    expect(manual.limits()).toEqual([50])
    manual.ring(50)
    expect(await reading).toMatchObject({ code: 'timed_out', timeout: 50 })
  })

  test('leaving the loop closes the connection', async () => {
    const { fetch, requests } = fakeFetch(() => eventStream(['a', 'b'], { ends: false }))
    const reply = await client(fetch).open(GET)
    for await (const _ of reply.chunks()) break
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test('reading to the end closes nothing', async () => {
    const { fetch, requests } = fakeFetch(eventStream(['a']))
    await collect((await client(fetch).open(GET)).chunks())
    expect(requests[0]!.signal.aborted).toBe(false)
  })

  test("the caller's signal ends the reading", async () => {
    const aborting = new AbortController()
    const { fetch } = fakeFetch(() => eventStream(['a'], { ends: false }))
    const reply = await client(fetch).open({ ...GET, signal: aborting.signal })
    const reading = failure(collect(reply.chunks()))
    await settle()
    aborting.abort()
    expect((await reading).code).toBe('aborted')
  })
})
