import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createMask } from '../../src/core/http/index.ts'
import type { CallOptions, Fetch } from '../../src/core/index.ts'
import { DifyClient } from '../../src/dify/index.ts'
import { ChatService, ContentService, chatEvents, UniqueSettings } from '../../src/unique/index.ts'
import { wire } from './support/dify.ts'
import { type Answer, eventStream, fakeFetch, frames, json, never } from './support/fake-fetch.ts'
import { manualClock, settle } from './support/manual-clock.ts'
import { recordingLogger } from './support/recording-logger.ts'
import { chatEvent, wireEvent } from './support/unique.ts'

/** With characters that are written in another way in addresses and in JSON. */
const KEY = 'app-S3cr3t/+="\\%&x'

/** Everything by which an error, or a line of a log, becomes visible. */
function printed(value: unknown): string {
  const texts = [String(value), inspect(value, { depth: 30, showHidden: true, maxStringLength: null })]
  texts.push(JSON.stringify(value) ?? '')
  for (let error = value; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? '', String(error), JSON.stringify(error))
    if ('headers' in error) texts.push(JSON.stringify([...(error.headers as Headers)]))
  }
  return texts.join('\n')
}

/** No spelling of the key: whole, in an address, in JSON, and printed by `inspect`, which doubles the backslash. */
function expectNoSecret(value: unknown, key = KEY) {
  const text = printed(value)
  const json = JSON.stringify(key).slice(1, -1)
  const form = new URLSearchParams({ '': key }).toString().slice(1)
  const uri = encodeURIComponent(key)
  for (const spelling of [key, uri, uri.toLowerCase(), form, json, JSON.stringify(json).slice(1, -1)]) {
    expect(text).not.toContain(spelling)
  }
  // Its plainest part, however the rest was written.
  expect(text.toLowerCase()).not.toContain('s3cr3t')
}

/** What a server can put a key into. */
const echo = {
  code: `bad_${KEY}`,
  message: `No access with ${KEY} (${encodeURIComponent(KEY)})`,
  [KEY]: [{ [KEY]: KEY, authorization: `Bearer ${KEY}`, nested: { deep: [KEY] } }],
  error: { code: KEY, message: KEY, params: { [KEY]: KEY } },
}
const headers = { 'x-request-id': `r-${encodeURIComponent(KEY)}`, 'x-echo': KEY, 'retry-after': KEY }
const refused = (status: number) => json(echo, { status, headers })
const page = new Response(`<html>${KEY}</html>`, { headers: { 'content-type': `text/${encodeURIComponent(KEY)}` } })

const network = () => {
  const inner = new Error(`connect with ${KEY}`, { cause: new AggregateError([new RangeError(KEY)], KEY) })
  const options = { headers: { [KEY]: KEY, authorization: `Bearer ${KEY}` } }
  const cause = Object.assign(inner, { code: 'EPIPE', options, [KEY]: 1 })
  return new TypeError(`Invalid header value Bearer ${KEY}`, { cause })
}

type Call = (
  fetch: Fetch,
  options: CallOptions,
  logger: ReturnType<typeof recordingLogger>['logger'],
) => Promise<unknown>

function dify(fetch: Fetch, logger = recordingLogger().logger, clock = manualClock().clock) {
  const baseUrl = 'https://dify.example.com/v1'
  return new DifyClient({ apiKey: KEY, baseUrl, user: 'u', fetch, logger, clock, maxRetries: 1 })
}

function unique(fetch: Fetch, logger = recordingLogger().logger) {
  return new UniqueSettings({
    ...{ appId: 'a', appKey: KEY, baseUrl: 'https://x.example.com', companyId: '1', userId: '2' },
    ...{ eventFilter: { moduleNames: ['Module'] }, fetch, logger, clock: manualClock().clock, maxRetries: 1 },
  })
}

const calls: Record<string, Call> = {
  'a whole answer': (fetch, options, logger) => dify(fetch, logger).chat.send({ query: KEY, ...options }),
  'a stream': (fetch, options, logger) =>
    dify(fetch, logger)
      .chat.stream({ query: KEY, ...options })
      .text(),
  'a stop with the key as the task': (fetch, options, logger) => dify(fetch, logger).chat.stop(KEY, options),
  questions: (fetch, options, logger) => dify(fetch, logger).messages.suggested(`m-${KEY}`, options),
  'an upload to Dify': (fetch, options, logger) => dify(fetch, logger).files.upload(new Uint8Array(1), options),
  'a message of Unique': (fetch, options, logger) =>
    ChatService.fromEvent(chatEvent(), unique(fetch, logger)).modifyAssistantMessage({ messageId: KEY, ...options }),
  'a download': (fetch, options, logger) =>
    ChatService.fromEvent(chatEvent(), unique(fetch, logger)).download(KEY, options).bytes(),
  'an upload to Unique': (fetch, options, logger) =>
    ContentService.fromEvent(chatEvent(), unique(fetch, logger)).upload(new Uint8Array(1), {
      ...{ name: KEY, chatId: KEY, ...options },
    }),
  events: async (fetch, options, logger) => {
    for await (const _ of chatEvents(unique(fetch, logger), options));
  },
}

const answers: Record<string, Answer> = {
  ...Object.fromEntries([400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 503].map((code) => [code, refused(code)])),
  'a page': page,
  'a page of a failure': () => new Response(`<html>${KEY}</html>`, { status: 502 }),
  'other JSON': json(echo),
  'a failed connection': network(),
  'a body that breaks': () => new Response(eventStream([`{"${KEY}`], { breaks: true }).body),
  'an error in the stream': () =>
    eventStream(frames(wire.message(`So far ${KEY}`), { ...wire.error, code: KEY, message: `With ${KEY}` })),
  'an error of a run': () => eventStream(frames(wire.message(KEY), wire.finished('failed', { error: `No: ${KEY}` }))),
  'an end of a run that nobody knows': () => eventStream(frames(wire.message(KEY), wire.finished(KEY))),
  'a stream that breaks': () => eventStream(frames(wire.message(KEY)), { breaks: true }),
  'a stream that is cut': () => eventStream(frames({ ...wire.message(KEY), task_id: KEY, message_id: KEY })),
  'events for somebody else': () =>
    new Response(`data: ${JSON.stringify(wireEvent(KEY, { name: KEY }, { event: KEY }))}\n\ndata: ${KEY}\n\n`, {
      headers: { 'content-type': 'text/event-stream', 'x-request-id': KEY },
    }),
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.each(Object.entries(answers))('shows no key after %s', async (_, answer) => {
    const { fetch } = fakeFetch(answer, answer, answer, refused(401))
    const { logger, lines } = recordingLogger()
    const error = await call(fetch, {}, logger).then(
      () => undefined,
      (caught: unknown) => caught,
    )
    if (error !== undefined) expectNoSecret(error)
    expectNoSecret(lines)
  })

  test('shows no key after an abort for a reason with a key', async () => {
    for (const reason of [new Error(KEY), KEY, { [KEY]: KEY }, new DOMException(KEY, 'AbortError')]) {
      const aborting = new AbortController()
      const { logger, lines } = recordingLogger()
      const error = call(fakeFetch(never).fetch, { signal: aborting.signal }, logger).catch((caught) => caught)
      await settle()
      aborting.abort(reason)
      expectNoSecret(await error)
      expectNoSecret(lines)
    }
  })
})

test('a time-out and silence show no key', async () => {
  const manual = manualClock()
  const silent = fakeFetch(() => eventStream(frames(wire.message(KEY)), { ends: false }))
  const call = dify(silent.fetch, undefined, manual.clock).chat.stream({ query: KEY }).text()
  const caught = call.catch((error) => error)
  await settle()
  manual.ring(60_000)
  expectNoSecret(await caught)
})

describe('the key of a signed address', () => {
  const content = (fetch: Fetch, logger = recordingLogger().logger) =>
    ContentService.fromEvent(chatEvent(), unique(fetch, logger))
  const address = `https://storage.example.com/c?sig=${encodeURIComponent(KEY)}&sv=2024&sr=b`
  const announced = { id: 'cont_1', key: 'a', writeUrl: address, readUrl: address }
  const storage = `<Error>Signature ${KEY} of ${address} did not match</Error>`

  test.each<[string, Answer[]]>([
    ['the storage', [json(announced), new Response(storage, { status: 403 })]],
    ['the connection to the storage', [json(announced), new TypeError(`fetch ${address} failed`)]],
    [
      'the confirmation',
      [json(announced), new Response(null, { status: 201 }), json({ [KEY]: storage }, { status: 400 })],
    ],
    ['an address that is none', [json({ ...announced, writeUrl: `nonsense ${KEY}` })]],
    ['an address with a password', [json({ ...announced, writeUrl: `https://u:${KEY}@x/` }), new TypeError('no')]],
  ])('is not shown by %s', async (_, responses) => {
    // Not the key of the client, so that nothing else hides it.
    const fetch = fakeFetch(...responses).fetch
    const { logger, lines } = recordingLogger()
    const settings = new UniqueSettings({
      ...{ appId: 'a', appKey: 'other', baseUrl: 'https://x.example.com', companyId: '1', userId: '2' },
      ...{ fetch, logger, clock: manualClock().clock },
    })
    const service = ContentService.fromEvent(chatEvent(), settings)
    const error = await service.upload(new Uint8Array(1), { name: 'a', chatId: 'c' }).catch((caught) => caught)
    expect(error).toBeInstanceOf(Error)
    expectNoSecret(error)
    expectNoSecret(lines)
  })

  test('short values of its query hide nothing else', async () => {
    const { fetch } = fakeFetch(json(announced), new Response('b 2024 bob', { status: 403 }))
    const error = await content(fetch)
      .upload(new Uint8Array(1), { name: 'a', chatId: 'c' })
      .catch((caught) => caught)
    expect(error.body).toBe('b 2024 bob')
  })
})

describe('a password in an address', () => {
  const secret = 'https://someone:S3cr3t@x.example.com/v1'
  test.each<[string, () => unknown]>([
    ['DIFY_BASE_URL', () => new DifyClient({ apiKey: 'k', baseUrl: secret })],
    ['DIFY_BASE_URL', () => new DifyClient({ apiKey: 'k', baseUrl: 'https://S3cr3t@x.example.com' })],
    ['UNIQUE_API_BASE_URL', () => new UniqueSettings({ ...settings, baseUrl: secret })],
    ['INGESTION_UPLOAD_API_URL_INTERNAL', () => new UniqueSettings({ ...settings, uploadBaseUrl: secret })],
  ])('is refused in %s, and not shown', (name, make) => {
    let error: unknown
    try {
      make()
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_variable' })
    expect((error as Error).message).toMatch(new RegExp(`^${name} has a user name or a password in it`))
    expectNoSecret(error)
  })
  const settings = { appId: 'a', appKey: 'k', baseUrl: 'https://x.example.com', companyId: '1', userId: '2' }
})

describe('the mask', () => {
  const mask = createMask(['hidden', ''])

  test('returns what has nothing to hide as it is', () => {
    for (const value of [new Error('x', { cause: 'y' }), { a: [1, { b: null }] }, ['a'], new Blob(['hidden']), 5, null])
      expect(mask(value)).toBe(value)
  })

  test('copies an error with its class, its code and its causes', () => {
    const inner = Object.assign(new RangeError('a hidden'), { code: 'ECONNREFUSED', hidden: 1 })
    const masked = mask(new TypeError('x', { cause: inner }))
    expect(masked).toBeInstanceOf(TypeError)
    expect(masked).toMatchObject({ message: 'x', cause: { message: 'a ***', code: 'ECONNREFUSED', '***': 1 } })
    expect(masked.cause).toBeInstanceOf(RangeError)
    expect(inspect(masked)).toContain('RangeError: a ***')
    expect(inner.message).toBe('a hidden')
  })

  test('ends with what goes round in circles, and with what is deep', () => {
    const error = new Error('a hidden')
    error.cause = error
    expect(mask(error).message).toBe('a ***')
    const text = `${'['.repeat(100_000)}"hidden"${']'.repeat(100_000)}`
    expect(inspect(mask(JSON.parse(text)), { depth: 1000 })).not.toContain('hidden')
  })
})
