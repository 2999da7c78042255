import { describe, expect, test } from 'vitest'
import { createMock, type Mock, type Scenario } from '../../../../src/mock/index.ts'
import { ChatService, chatEvents, settingsFromEnvironment } from '../../../../src/unique/index.ts'
import { manualClock, settle } from '../../support/manual-clock.ts'
import { EVENTS, listen, uniqueClient, uniqueHeaders } from '../clients.ts'

const TIME = '2025-01-15T10:00:00Z'
const ORIGIN = 'http://localhost:8092'

/** Answers the chat of an event. */
async function answer(mock: Mock, event: Payload, text: string): Promise<void> {
  const { chatId, assistantMessage } = event.payload
  const send = uniqueClient(mock, { 'x-user-id': event.userId })
  const { status } = await send('PATCH', `/messages/${assistantMessage.id}`, { chatId, text, completedAt: TIME })
  expect(status).toBe(200)
}

interface Payload {
  readonly userId: string
  readonly payload: { readonly chatId: string; readonly assistantMessage: { readonly id: string } }
}

test('sends a complete event', async () => {
  const mock = createMock({ scenario: { user: [{ text: 'Hello!' }], moduleName: 'Writer' } })
  const socket = await listen(mock)
  const event = await socket.next()
  const { UNIQUE_AUTH_USER_ID, UNIQUE_AUTH_COMPANY_ID } = mock.environment()
  expect(event).toMatchObject({
    event: 'unique.chat.external-module.chosen',
    userId: UNIQUE_AUTH_USER_ID,
    companyId: UNIQUE_AUTH_COMPANY_ID,
    version: '1.0.0',
    payload: {
      name: 'Writer',
      configuration: {},
      userMessage: { text: 'Hello!', originalText: 'Hello!', language: 'English' },
      additionalParameters: { userSpaceInstructions: '', uploadedFiles: [] },
      metadataFilter: null,
    },
  })
  expect(event.id).toMatch(/^evt_[a-z0-9]{24}$/)
  expect(Number.isInteger(event.createdAt)).toBe(true)
  expect([event.payload.assistantId]).toEqual(
    JSON.parse(mock.environment().UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS ?? ''),
  )
  expect(mock.deviations).toEqual([])
})

test('plays one turn after the other and ends with 204', async () => {
  const mock = createMock({ scenario: { user: [{ text: 'One' }, { text: 'Two' }] } })
  const socket = await listen(mock)
  const first = await socket.next()
  expect(mock.transcript()).toEqual(['user: One', 'input: locked'])
  await answer(mock, first, 'First')
  const second = await socket.next()
  expect(second.payload.chatId).toBe(first.payload.chatId)
  await answer(mock, second, 'Second')
  expect(await socket.next()).toBeUndefined()
  expect((await listen(mock)).status).toBe(204)
  expect(mock.transcript()).toEqual([
    'user: One',
    'input: locked',
    'assistant: First',
    'input: free',
    'user: Two',
    'input: locked',
    'assistant: Second',
    'input: free',
  ])
})

test('frees the input when streaming has stopped, and only for the newest message', async () => {
  const mock = createMock()
  const socket = await listen(mock)
  mock.say('Hello!')
  const { payload } = await socket.next()
  const send = uniqueClient(mock)
  const { chatId, assistantId } = payload
  const created = await send('POST', '/messages', { chatId, assistantId, role: 'ASSISTANT', text: 'Newer' })
  await send('PATCH', `/messages/${payload.assistantMessage.id}`, { chatId, completedAt: TIME })
  expect(mock.transcript().at(-1)).toBe('assistant: Newer')
  await send('PATCH', `/messages/${created.body.id}`, { chatId, stoppedStreamingAt: TIME })
  expect(mock.transcript().at(-1)).toBe('input: free')
})

test('keeps the chats of two users apart', async () => {
  const mock = createMock({
    scenario: {
      user: [
        { text: 'I am A', chat: 'a' },
        { text: 'I am B', chat: 'b', userId: '42' },
        { text: 'A again', chat: 'a' },
      ],
    },
  })
  const socket = await listen(mock)
  const a = await socket.next()
  const b = await socket.next()
  expect(b.userId).toBe('42')
  expect(b.payload.chatId).not.toBe(a.payload.chatId)
  // Each event is handled as its own user; as another one nothing can be done.
  const wrong = uniqueClient(mock, { 'x-user-id': a.userId })
  expect((await wrong('GET', `/messages?chatId=${b.payload.chatId}`)).status).toBe(403)
  await answer(mock, b, 'To B')
  await answer(mock, a, 'To A')
  await socket.next()
  expect(mock.transcript()).toEqual([
    'user: I am A',
    'input: locked',
    'chat 2',
    'user: I am B',
    'input: locked',
    'assistant: To B',
    'input: free',
    'chat 1',
    'assistant: To A',
    'input: free',
    'user: A again',
    'input: locked',
  ])
})

describe('say', () => {
  test('waits for a free input', async () => {
    const mock = createMock()
    const socket = await listen(mock)
    expect(mock.say('One')).toBe('spoken')
    expect(mock.say('Two')).toBe('input locked')
    await answer(mock, await socket.next(), 'First')
    expect((await socket.next()).payload.userMessage.text).toBe('Two')
  })

  test('waits for somebody to listen', async () => {
    const mock = createMock()
    expect(mock.say('Early')).toBe('nobody listens')
    const socket = await listen(mock)
    expect((await socket.next()).payload.userMessage.text).toBe('Early')
    await socket.close()
    expect(mock.say('Late')).toBe('nobody listens')
  })

  test.each([
    ['a text', 'Hello!', 200, 'user: Hello!'],
    [
      'JSON',
      JSON.stringify({ text: 'Look.', uploads: [{ name: 'a.txt', mimeType: 'text/plain', base64: 'SGk=' }] }),
      200,
      '  + a.txt (text/plain, 2 bytes)',
    ],
    ['nothing', '', 400, undefined],
    ['a misspelt field', '{"text":"Hi","chats":"a"}', 400, undefined],
    ['broken base64', '{"text":"Hi","uploads":[{"name":"a","mimeType":"b","base64":"SGk"}]}', 400, undefined],
  ])('over HTTP: %s', async (_name, body, status, line) => {
    const mock = createMock()
    await listen(mock)
    const reply = await mock.fetch(`${ORIGIN}/mock/say`, { method: 'POST', body })
    expect(reply.status).toBe(status)
    if (line !== undefined) expect(mock.transcript()).toContain(line)
  })
})

test('with an open end a program that connects again goes on, and another one starts anew', async () => {
  const mock = createMock({ scenario: { user: [{ text: 'One' }, { text: 'Two' }] }, openEnded: true })
  const settings = settingsFromEnvironment(mock.environment(), { fetch: mock.fetch })
  const texts: string[] = []
  const run = async () => {
    const manual = manualClock()
    const own = settingsFromEnvironment(mock.environment(), { fetch: mock.fetch, clock: manual.clock })
    const events = chatEvents(own)
    for (let heard = 0; heard < 2; heard++) {
      const { value } = await events.next()
      texts.push(`${value?.payload.chatId === first ? 'old' : 'new'}: ${value?.payload.userMessage.text}`)
      first = value?.payload.chatId
      // The connection is replaced while the answer is written.
      const next = settle()
      manual.ring(570_000)
      await next
      if (value) await ChatService.fromEvent(value, settings).freeUserInput()
    }
    await events.return()
  }
  let first: string | undefined
  await run()
  await run()
  expect(texts).toEqual(['new: One', 'old: Two', 'new: One', 'old: Two'])
  expect(mock.deviations).toEqual([])
})

test('with an open end every connection is a new program', async () => {
  const mock = createMock({ scenario: { user: [{ text: 'Hello!' }] }, openEnded: true })
  const first = await listen(mock)
  const { payload } = await first.next()
  await first.close()
  const second = await listen(mock)
  expect((await second.next()).payload.chatId).not.toBe(payload.chatId)
  expect(mock.transcript()).toEqual(['user: Hello!', 'input: locked', 'chat 2', 'user: Hello!', 'input: locked'])
  mock.close()
  expect(await second.next()).toBeUndefined()
})

describe('a broken connection', () => {
  const scenario = (fault: object): Scenario => ({
    user: [{ text: 'One' }, { text: 'Two' }],
    faults: [{ kind: 'drop', path: '/event-socket/events/stream', nth: 1, ...fault }],
  })

  // An event that was cut off comes again: the mock's own rule, or the user would wait for ever.
  test.each([
    ['before anything', { afterFrames: 0 }, 0],
    ['within the first event', { afterFrames: 0, afterBytes: 100 }, 0],
    ['between two events', { afterFrames: 1 }, 1],
    ['within the second event', { afterFrames: 1, afterBytes: 100 }, 1],
  ])('%s', async (_name, fault, before) => {
    const mock = createMock({ scenario: scenario(fault) })
    const first = await listen(mock)
    const texts: string[] = []
    await expect(
      (async () => {
        for (let event = await first.next(); event !== undefined; event = await first.next()) {
          texts.push(event.payload.userMessage.text)
          await answer(mock, event, 'Yes')
        }
      })(),
    ).rejects.toThrow('terminated')
    expect(texts).toHaveLength(before)
    const second = await listen(mock)
    for (let event = await second.next(); event !== undefined; event = await second.next()) {
      texts.push(event.payload.userMessage.text)
      await answer(mock, event, 'Yes')
    }
    expect(texts).toEqual(['One', 'Two'])
  })

  test('at a clean end', async () => {
    const mock = createMock({ scenario: scenario({ afterFrames: 1, cleanly: true }) })
    const socket = await listen(mock)
    await answer(mock, await socket.next(), 'Yes')
    expect(await socket.next()).toBeUndefined()
    expect((await (await listen(mock)).next()).payload.userMessage.text).toBe('Two')
  })
})

test('sends an event twice where a fault says so', async () => {
  const faults = [{ kind: 'duplicate', frame: 1, path: '/event-socket/events/stream' }] as const
  const mock = createMock({ scenario: { user: [{ text: 'One' }], faults } })
  const socket = await listen(mock)
  expect(await socket.next()).toEqual(await socket.next())
  expect(mock.transcript()).toEqual(['user: One', 'input: locked'])
})

test('splits events at every byte where a fault says so', async () => {
  const plain = createMock({ scenario: { user: [{ text: 'Grüße 🌊' }] } })
  const split = createMock({ scenario: { user: [{ text: 'Grüße 🌊' }], faults: [{ kind: 'split' }] } })
  expect(await (await listen(split)).next()).toEqual(await (await listen(plain)).next())
})

describe('requires', () => {
  test.each<[string, string, Record<string, string>, number, number]>([
    ['subscriptions', EVENTS.replace(/\?.*/, ''), {}, 400, 0],
    ['a key', EVENTS, { Authorization: '' }, 401, 1],
    ['an app', EVENTS, { 'x-app-id': '' }, 401, 1],
    ['a company', EVENTS, { 'x-company-id': '' }, 401, 1],
    // Probably optional (Unique specification 4.1).
    ['no user', EVENTS, { 'x-user-id': '', 'x-api-version': '' }, 200, 2],
    ['known subscriptions', `${EVENTS},unique.nothing`, {}, 200, 1],
  ])('%s', async (_name, path, headers, status, deviations) => {
    const mock = createMock()
    const all = new Headers({ ...uniqueHeaders(mock), ...headers })
    for (const [name, value] of [...all]) if (value === '') all.delete(name)
    expect((await mock.fetch(ORIGIN + path, { headers: all })).status).toBe(status)
    expect(mock.deviations).toHaveLength(deviations)
  })

  test('no user for a HEAD, which starts nothing', async () => {
    const mock = createMock({ scenario: { user: [{ text: 'Hello!' }] } })
    const reply = await mock.fetch(ORIGIN + EVENTS, { method: 'HEAD', headers: uniqueHeaders(mock) })
    expect([reply.status, reply.body]).toEqual([200, null])
    expect(mock.transcript()).toEqual([])
  })
})

test('a caller who gives up sees the reason', async () => {
  const mock = createMock()
  const stop = new AbortController()
  const reply = await mock.fetch(ORIGIN + EVENTS, { headers: uniqueHeaders(mock), signal: stop.signal })
  const reading = reply.body?.getReader().read()
  stop.abort(new Error('enough'))
  await expect(reading).rejects.toThrow('enough')
  expect(mock.say('Anybody?')).toBe('nobody listens')
})

test('two mocks with one seed tell the same story, another seed has other ids', async () => {
  const tell = async (seed: string) => {
    const mock = createMock({ seed, scenario: { user: [{ text: 'Hello!' }] } })
    return (await listen(mock)).next()
  }
  expect(await tell('a')).toEqual(await tell('a'))
  expect((await tell('a')).id).not.toBe((await tell('b')).id)
})
