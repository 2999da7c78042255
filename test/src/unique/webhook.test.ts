import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { createMock } from '../../../src/mock/index.ts'
import {
  type ChatEvent,
  ChatService,
  createWebhookHandler,
  settingsFromEnvironment,
  signedWebhookRequest,
  type UniqueSettingsOptions,
  type WebhookOptions,
} from '../../../src/unique/index.ts'
import { manualClock } from '../support/manual-clock.ts'
import { recordingLogger } from '../support/recording-logger.ts'
import { testSettings, wireEvent } from '../support/unique.ts'

const secret = 'usig_secret'
const NOW = 1_736_931_600

function start(options: Partial<WebhookOptions> = {}, settings: Partial<UniqueSettingsOptions> = {}) {
  let now = NOW
  const events: string[] = []
  const { logger, lines } = recordingLogger()
  const clock = { ...manualClock().clock, now: () => now * 1000 }
  const handle = createWebhookHandler(testSettings({ endpointSecret: secret, clock, logger, ...settings }), {
    onEvent: ({ id }) => void events.push(id),
    ...options,
  })
  const send = async (event: object | string = wireEvent('evt_1'), changes: RequestChanges = {}) => {
    const signed = await signedWebhookRequest(event as Record<string, unknown>, { secret, ...changes.sign })
    const headers = new Headers(signed.headers)
    for (const [name, value] of Object.entries(changes.headers ?? {})) {
      if (value === undefined) headers.delete(name)
      else headers.set(name, value)
    }
    const body = changes.body ?? (await signed.text())
    const response = await handle(new Request(signed.url, { method: 'POST', headers, body }))
    return { status: response.status, body: await response.json() }
  }
  function pass(seconds: number) {
    now += seconds
  }
  return { handle, send, events, lines, pass }
}

interface RequestChanges {
  sign?: { secret?: string; createdAt?: Date }
  headers?: Record<string, string | undefined>
  body?: string
}

const at = (seconds: number) => ({ createdAt: new Date(seconds * 1000) })

test('an event that is signed is handled', async () => {
  const { send, events } = start()
  expect(await send()).toEqual({ status: 200, body: { message: 'Event received' } })
  expect(events).toEqual(['evt_1'])
})

describe('the signature', () => {
  test('is HMAC-SHA256 of the raw body, in lower-case hexadecimal', async () => {
    const request = await signedWebhookRequest('{"id":"evt_1"}', { secret: 'key', ...at(1) })
    expect(Object.fromEntries(request.headers)).toEqual({
      'content-type': 'application/json',
      // printf '{"id":"evt_1"}' | openssl dgst -sha256 -hmac key
      'x-unique-signature': '6640d8dfe1219986fd807426997fb4d6b7a71e70d4b4a4bf37a145b32f4f1a87',
      'x-unique-version': '1.0.0',
      'x-unique-created-at': '1',
      'x-unique-id': 'evt_1',
    })
  })

  test.each<[string, RequestChanges]>([
    ['of another secret', { sign: { secret: 'usig_other' } }],
    ['that is missing', { headers: { 'x-unique-signature': undefined } }],
    ['that is empty', { headers: { 'x-unique-signature': '' } }],
    ['that is no hexadecimal', { headers: { 'x-unique-signature': 'z'.repeat(64) } }],
    ['that is cut off', { headers: { 'x-unique-signature': 'a'.repeat(62) } }],
    ['of another body', { body: JSON.stringify(wireEvent('evt_2')) }],
    ['of the same JSON in other bytes', { body: JSON.stringify(wireEvent('evt_1'), null, 1) }],
  ])('%s is refused', async (_, changes) => {
    const { send, events, lines } = start()
    expect((await send(wireEvent('evt_1'), changes)).status).toBe(401)
    expect(events).toEqual([])
    expect(JSON.stringify(lines)).toContain('refused')
  })
})

describe('age', () => {
  test.each<[number, number | undefined, number, number]>([
    // createdAt of the body, seconds that pass, status
    [NOW, undefined, 300, 200],
    [NOW, undefined, 301, 401],
    [NOW, 10_000, 11, 401],
    [NOW, 10_000, 10, 200],
    [NOW, Number.POSITIVE_INFINITY, 1e9, 200],
    // What comes from the future passes, as with the platform's own client.
    [NOW + 1_000, undefined, 0, 200],
  ])('of an event of %d with a tolerance of %s ms after %d s: %d', async (createdAt, tolerance, seconds, status) => {
    const { send, pass } = start({ tolerance })
    pass(seconds)
    expect((await send(wireEvent('evt_1', {}, { createdAt }))).status).toBe(status)
  })

  test('is that of the signed body, whatever the header says', async () => {
    const { send, pass } = start()
    pass(1_000)
    expect((await send(wireEvent('evt_1'), { sign: at(NOW + 1_000) })).status).toBe(401)
  })

  test('is that of the header where the body has none', async () => {
    const { send } = start()
    const event = wireEvent('evt_1', {}, { createdAt: undefined })
    expect((await send(event, { sign: at(NOW) })).status).toBe(200)
    expect((await send(event, { sign: at(NOW - 301) })).status).toBe(401)
    expect((await send(event, { headers: { 'x-unique-created-at': undefined } })).status).toBe(401)
    expect((await send(event, { headers: { 'x-unique-created-at': 'soon' } })).status).toBe(401)
  })

  test.each([0, -1, Number.NaN])('a tolerance of %d is refused', (tolerance) => {
    expect(() => start({ tolerance })).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
  })
})

describe('a repetition', () => {
  test('is answered with success and handled once', async () => {
    const { send, events } = start()
    const answers = [await send(), await send(wireEvent('evt_2')), await send(), await send()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(events).toEqual(['evt_1', 'evt_2'])
  })

  test('with another id in its header is one all the same', async () => {
    const { send, events } = start()
    await send()
    await send(wireEvent('evt_1'), { headers: { 'x-unique-id': 'evt_9' } })
    expect(events).toEqual(['evt_1'])
  })

  test('of an event without an id is known by what was signed', async () => {
    const { send, events } = start()
    const event = wireEvent('', { text: 'a' })
    await send(event)
    await send(event)
    await send(wireEvent('', { text: 'b' }))
    expect(events).toHaveLength(2)
  })

  test('is known as long as it could come, also of an event from the future', async () => {
    const { send, events, pass } = start()
    const event = wireEvent('evt_1', {}, { createdAt: NOW + 1_000 })
    await send(event)
    for (let passed = 0; passed < 1_300; passed += 100) {
      pass(100)
      await send(wireEvent(`evt_at_${passed}`, {}, { createdAt: NOW + passed + 100 }))
      await send(event)
    }
    expect(events.filter((id) => id === 'evt_1')).toEqual(['evt_1'])
  })

  test('is what a store of the app says it is', async () => {
    const seen = new Set<string>()
    const isNew = async (id: string) => !seen.has(id) && Boolean(seen.add(id))
    const [one, two] = [start({ isNew }), start({ isNew })]
    await one.send()
    await two.send()
    expect([one.events, two.events]).toEqual([['evt_1'], []])
  })
})

describe('what is unwanted is answered with success, so that the endpoint stays', () => {
  test.each<[string, object | string]>([
    ['another type', wireEvent('evt_1', {}, { event: 'unique.chat.user-message.created' })],
    ['another space', wireEvent('evt_1', { assistantId: 'assistant_2' })],
    ['an event without a chat', wireEvent('evt_1', { chatId: undefined })],
    ['no JSON', '{"createdAt":'],
    ['no object', '[]'],
  ])('%s', async (_, event) => {
    const { send, events } = start()
    expect((await send(event, { sign: at(NOW) })).status).toBe(200)
    expect(events).toEqual([])
  })

  test('without a filter everything passes', async () => {
    const { send, events } = start({}, { eventFilter: {} })
    await send(wireEvent('evt_1', { assistantId: 'assistant_2' }))
    expect(events).toEqual(['evt_1'])
  })
})

describe('the handler', () => {
  test('answers before the event is handled; the runtime is told to wait', async () => {
    let resolve = () => {}
    const promise = new Promise<void>((done) => (resolve = done))
    const { handle } = start({ onEvent: () => promise })
    const waitUntil = vi.fn<(work: Promise<unknown>) => void>()
    const response = await handle(await signedWebhookRequest(wireEvent('evt_1'), { secret }), { waitUntil })
    expect(response.status).toBe(200)
    resolve()
    await waitUntil.mock.calls[0]![0]
    expect(waitUntil).toHaveBeenCalledTimes(1)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('usig_secret is broken')
      },
    ],
    ['rejects', () => Promise.reject(new Error('usig_secret is broken'))],
  ])('that %s is logged, without the secret', async (_, onEvent) => {
    const { send, lines } = start({ onEvent })
    expect((await send()).status).toBe(200)
    await new Promise((resolve) => setImmediate(resolve))
    expect(inspect(lines, { depth: 9 })).toContain('could not be handled')
    expect(inspect(lines, { depth: 9 })).not.toContain('usig_secret')
  })

  test('takes POST alone', async () => {
    const { handle } = start()
    const response = await handle(new Request('http://localhost/webhook'))
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test.each([true, false])('reads no more than it must (announced: %s)', async (isAnnounced) => {
    const { handle } = start({ maxBodySize: 1_000 })
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 100
        controller.enqueue(new Uint8Array(100))
      },
    })
    const headers = { 'x-unique-signature': 'a'.repeat(64), ...(isAnnounced ? { 'content-length': '1001' } : {}) }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    expect((await handle(new Request('http://localhost/', init as RequestInit))).status).toBe(413)
    expect(sent).toBeLessThan(2_000)
  })

  test('is not made without a secret, and says which variable is missing', () => {
    for (const endpointSecret of [undefined, '', '  ']) {
      expect(() => start({}, { endpointSecret })).toThrow(/UNIQUE_APP_ENDPOINT_SECRET/)
    }
  })
})

test('settings do not show the secret', () => {
  const settings = testSettings({ endpointSecret: secret })
  expect(settings.endpointSecret).toBe(secret)
  expect(settings.withAuth({ companyId: 'c', userId: 'u' }).endpointSecret).toBe(secret)
  expect(inspect(settings, { depth: 9, showHidden: true }) + JSON.stringify(settings)).not.toContain(secret)
})

describe('the mock delivers', () => {
  test('the whole scenario, and the chat goes on', async () => {
    const mock = createMock({ scenario: { user: [{ text: 'One' }, { text: 'Two' }] } })
    const settings = settingsFromEnvironment(mock.environment(), { fetch: mock.fetch })
    const handle = createWebhookHandler(settings, {
      async onEvent(event: ChatEvent) {
        const chat = ChatService.fromEvent(event, settings)
        await chat.modifyAssistantMessage({
          content: `You said ${event.payload.userMessage.text}`,
          setCompletedAt: true,
        })
      },
    })
    await mock.deliver(handle)
    expect(mock.transcript().filter((line) => line.startsWith('assistant'))).toEqual([
      'assistant: You said One',
      'assistant: You said Two',
    ])
    expect(mock.deviations).toEqual([])
  })

  test.each([
    [401, 1, 'sends it nothing any more'],
    [503, 6, 'the event is lost'],
    [429, 6, 'the event is lost'],
  ])('and treats an answer of %d as the platform does', async (status, attempts, message) => {
    const mock = createMock({ scenario: { user: [{ text: 'One' }] } })
    let count = 0
    const endpoint = () => {
      count++
      return new Response(null, { status })
    }
    await expect(mock.deliver(endpoint)).rejects.toThrow(message)
    expect(count).toBe(attempts)
  })
})
