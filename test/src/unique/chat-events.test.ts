import { describe, expect, test } from 'vitest'
import { type ChatEvent, type ChatEventsOptions, chatEvents } from '../../../src/unique/index.ts'
import { type Answer, eventStream, fakeFetch, fetchFailed, json, never } from '../support/fake-fetch.ts'
import { manualClock, settle } from '../support/manual-clock.ts'
import { recordingLogger } from '../support/recording-logger.ts'
import { testSettings, wireEvent } from '../support/unique.ts'

const END = new Response(null, { status: 204 })
const frame = (event: object | string) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`
const stream = (...events: (object | string)[]) => eventStream(events.map(frame))

/** Runs a loop over the answers of a server. */
async function run(answers: Answer[], options: ChatEventsOptions = {}, settings: object = {}) {
  const { fetch, requests } = fakeFetch(...answers)
  const { logger, lines } = recordingLogger()
  const manual = manualClock()
  const events: ChatEvent[] = []
  let error: { code?: string } | undefined
  try {
    const all = testSettings({ fetch, logger, clock: manual.clock, ...settings })
    for await (const event of chatEvents(all, options)) events.push(event)
  } catch (caught) {
    error = caught as { code?: string }
  }
  return { events, ids: events.map(({ id }) => id), requests, lines, error, ...manual }
}

describe('the subscription', () => {
  test('asks below the origin, with the headers of the specification and no others', async () => {
    const { requests, error } = await run([END])
    expect(error).toBeUndefined()
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: 'https://gateway.example.com/public/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen',
    })
    expect(Object.fromEntries(requests[0]!.headers)).toEqual({
      authorization: 'Bearer ukey_secret',
      'x-app-id': 'app_1',
      'x-user-id': 'settings-user',
      'x-company-id': 'settings-company',
      'x-api-version': '2023-12-06',
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
    })
  })

  test('fails at once and without a request when no filter is configured', () => {
    const { fetch, requests } = fakeFetch(END)
    const settings = testSettings({ fetch, eventFilter: { assistantIds: [], moduleNames: [] } })
    expect(() => chatEvents(settings)).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'missing_event_filter',
        message: expect.stringContaining('UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS'),
      }),
    )
    expect(requests).toHaveLength(0)
  })
})

describe('events', () => {
  test('are handed out in order, in our words', async () => {
    const { events } = await run([stream(wireEvent('evt_1'), wireEvent('evt_2', { text: 'T' })), END])
    expect(events[0]).toEqual({
      id: 'evt_1',
      event: 'unique.chat.external-module.chosen',
      userId: 'user_1',
      companyId: 'company_1',
      createdAt: new Date('2025-01-15T09:00:00.000Z'),
      version: '1.0.0',
      payload: {
        name: 'Module',
        description: 'A module',
        configuration: { a: 1 },
        chatId: 'chat_1',
        assistantId: 'assistant_1',
        userMessage: {
          id: 'msg_user',
          text: 'Hello',
          originalText: 'Hello!',
          createdAt: new Date('2025-01-15T09:00:00.000Z'),
          language: 'English',
        },
        assistantMessage: { id: 'msg_assistant', createdAt: new Date('2025-01-15T09:00:01.000Z') },
        userMetadata: {},
        toolParameters: {},
        toolChoices: [],
        disabledTools: [],
      },
    })
    expect(events[1]).toMatchObject({ id: 'evt_2', payload: { text: 'T' } })
  })

  // Each list that is set must match (Unique specification 4.4).
  test.each([
    [{ assistantIds: ['s1'] }, ['s1/m1', 's1/m2']],
    [{ moduleNames: ['m1'] }, ['s1/m1', 's2/m1']],
    [{ assistantIds: ['s1'], moduleNames: ['m2'] }, ['s1/m2']],
    [{ assistantIds: ['s1', 's2'], moduleNames: ['m1', 'm2'] }, ['s1/m1', 's1/m2', 's2/m1', 's2/m2']],
    [{ assistantIds: ['s3'] }, []],
  ])('pass the filter %o: %o', async (eventFilter, expected) => {
    const all = ['s1/m1', 's1/m2', 's2/m1', 's2/m2'].map((id) => {
      const [assistantId, name] = id.split('/')
      return wireEvent(id, { assistantId, name })
    })
    expect((await run([stream(...all), END], {}, { eventFilter })).ids).toEqual(expected)
  })

  test('that cannot be read are logged and skipped, as are those of other types', async () => {
    const { chatId: _, ...withoutChat } = wireEvent('x').payload
    const { ids, lines } = await run([
      stream(
        'not JSON',
        '[1]',
        { id: 'no type' },
        { ...wireEvent('no chat'), payload: withoutChat },
        wireEvent('no user', {}, { userId: '' }),
        wireEvent('other', {}, { event: 'unique.chat.user-message.created' }),
        wireEvent('evt_1'),
      ),
      END,
    ])
    expect(ids).toEqual(['evt_1'])
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      'An event that cannot be read was skipped: the data is not a JSON object.',
      'An event that cannot be read was skipped: the data is not a JSON object.',
      'An event that cannot be read was skipped: event is missing.',
      'An event that cannot be read was skipped: chatId is missing.',
      'An event that cannot be read was skipped: userId is missing.',
    ])
  })

  test('of older senders are read: chatid, createdAt as text, texts left out', async () => {
    const { chatId, description: _d, configuration: _c, ...payload } = wireEvent('x').payload
    const old = {
      ...wireEvent('evt_1', {}, { createdAt: '1736931600' }),
      payload: { ...payload, chatid: chatId, userMessage: { id: 'msg_user', text: 'Hello' } },
    }
    const { events } = await run([stream(old), END])
    expect(events[0]).toMatchObject({
      createdAt: new Date('2025-01-15T09:00:00.000Z'),
      payload: {
        chatId: 'chat_1',
        description: '',
        configuration: {},
        userMessage: { id: 'msg_user', text: 'Hello', originalText: 'Hello', language: '' },
      },
    })
  })

  test('bring what is optional', async () => {
    const { events } = await run([
      stream(
        wireEvent('evt_1', {
          additionalParameters: {
            userSpaceInstructions: 'Be kind',
            translateToLanguage: null,
            uploadedFiles: [{ id: 'cont_1', title: 'a.pdf', mimeType: 'application/pdf' }],
          },
          userMetadata: { b: 2 },
          toolParameters: { c: 3 },
          toolChoices: ['t'],
          disabledTools: ['u'],
          metadataFilter: { path: ['a'], operator: 'equals', value: '1' },
          rawScopeRules: null,
          correlation: { parentChatId: 'chat_0', parentMessageId: 'msg_0', parentAssistantId: 'assistant_0' },
          modelChoice: 'AZURE_GPT_4o_2024_1120',
          messageExecutionId: null,
        }),
      ),
      END,
    ])
    expect(events[0]!.payload).toMatchObject({
      additionalParameters: {
        userSpaceInstructions: 'Be kind',
        uploadedFiles: [{ id: 'cont_1', title: 'a.pdf', mimeType: 'application/pdf' }],
        selectedUploadedFiles: [],
      },
      userMetadata: { b: 2 },
      toolParameters: { c: 3 },
      toolChoices: ['t'],
      disabledTools: ['u'],
      metadataFilter: { path: ['a'], operator: 'equals', value: '1' },
      correlation: { parentChatId: 'chat_0', parentMessageId: 'msg_0', parentAssistantId: 'assistant_0' },
      modelChoice: 'AZURE_GPT_4o_2024_1120',
    })
    expect(Object.keys(events[0]!.payload)).not.toContain('rawScopeRules')
    expect(Object.keys(events[0]!.payload)).not.toContain('messageExecutionId')
  })

  test('that come twice are handed out once', async () => {
    const { ids } = await run([
      stream(wireEvent('evt_1'), wireEvent('evt_1')),
      stream(wireEvent('evt_1'), wireEvent('evt_2')),
      END,
    ])
    expect(ids).toEqual(['evt_1', 'evt_2'])
  })
})

describe('reconnecting', () => {
  test('goes on after the server closes, until it answers 204', async () => {
    const { ids, requests, sleeps } = await run([stream(wireEvent('evt_1')), stream(wireEvent('evt_2')), stream(), END])
    expect(ids).toEqual(['evt_1', 'evt_2'])
    expect(requests).toHaveLength(4)
    expect(sleeps).toEqual([1000, 1000, 1000])
  })

  test('sends the last id, and forgets it when told to', async () => {
    const withId = (id: string, event: object) => `id: ${id}\n${frame(event)}`
    const { requests } = await run([
      eventStream([withId('7', wireEvent('evt_1')), frame(wireEvent('evt_2'))]),
      eventStream([withId('', wireEvent('evt_3'))]),
      END,
    ])
    expect(requests.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, '7', null])
  })

  test('waits as long as the server has said', async () => {
    const { sleeps } = await run([eventStream(['retry: 40\n\n']), stream(), END])
    expect(sleeps).toEqual([40, 40])
  })

  // A wait that cannot be meant is replaced by the own one, which backs off, or cut.
  test.each([
    [0, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    [1, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    [45_000, Array(7).fill(45_000)],
    [2 ** 31, Array(7).fill(60_000)],
    ['9'.repeat(30), Array(7).fill(60_000)],
  ])('does not storm a server that says retry: %s and closes', async (retry, expected) => {
    const { sleeps } = await run([...Array(7).fill(eventStream([`retry: ${retry}\n\n`])), END])
    expect(sleeps).toEqual(expected)
  })

  test('a server that says Retry-After: 0 is not stormed', async () => {
    const busy = json({}, { status: 503, headers: { 'retry-after': '0' } })
    const { sleeps } = await run([stream(wireEvent('evt_1')), busy, busy, busy, END])
    expect(sleeps).toEqual([1000, 1000, 2000, 4000])
  })

  test('no wait is longer than the longest', async () => {
    const { sleeps } = await run([stream(), END], { maxReconnectDelay: 50 })
    expect(sleeps).toEqual([50])
    expect((await run([stream(), stream(), stream(), END], { reconnectDelay: 0 })).sleeps).toEqual([1, 2, 4])
  })

  test('waits longer after each failure in a row, up to the cap, and starts anew when it has worked', async () => {
    const down = json({}, { status: 503 })
    const { sleeps, error } = await run(
      [stream(), down, fetchFailed('ECONNREFUSED'), down, fetchFailed(), stream(), END],
      { reconnectDelay: 100, maxReconnectDelay: 400 },
    )
    expect(error).toBeUndefined()
    expect(sleeps).toEqual([100, 100, 200, 400, 400, 100])
  })

  test('jitter takes up to a quarter off', async () => {
    const { sleeps } = await run([stream(), END], { reconnectDelay: 100 }, { random: () => 0.4 })
    expect(sleeps).toEqual([90])
  })

  test('honours Retry-After', async () => {
    const { sleeps } = await run([stream(), json({}, { status: 429, headers: { 'retry-after': '3' } }), END])
    expect(sleeps).toEqual([1000, 3000])
  })

  test('a connection that breaks in the middle of an event loses that event only', async () => {
    const { ids } = await run([
      eventStream([frame(wireEvent('evt_1')), 'data: {"id":'], { breaks: true }),
      stream(wireEvent('evt_2')),
      END,
    ])
    expect(ids).toEqual(['evt_1', 'evt_2'])
  })

  test.each([401, 403, 404])('a refusal with %i ends the loop, at first and later', async (status) => {
    const refusal = json({ message: 'no' }, { status })
    expect((await run([refusal])).error).toMatchObject({ status })
    const later = await run([stream(wireEvent('evt_1')), refusal])
    expect(later).toMatchObject({ ids: ['evt_1'], error: { status } })
    expect(later.requests).toHaveLength(2)
  })

  test.each([408, 425, 429, 500, 502, 503, 504, 524])(
    '%i on a later connection does not end the loop',
    async (status) => {
      const { ids, error } = await run([
        stream(wireEvent('evt_1')),
        json({}, { status }),
        stream(wireEvent('evt_2')),
        END,
      ])
      expect({ ids, error }).toEqual({ ids: ['evt_1', 'evt_2'], error: undefined })
    },
  )

  test('a first connection that cannot be made ends the loop after the retries', async () => {
    const { error, requests } = await run([fetchFailed('ECONNREFUSED')])
    expect(error).toMatchObject({ code: 'connection_failed' })
    expect(requests).toHaveLength(3)
  })

  test('an error names the loop that it ends, though it comes about in the background', async () => {
    const { fetch } = fakeFetch(json({ message: 'no' }, { status: 401 }))
    async function listen() {
      for await (const event of chatEvents(testSettings({ fetch }))) throw new Error(event.id)
    }
    const error = await listen().catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'AuthenticationError' })
    expect((error as Error).stack).toMatch(/\n\s+at .*listen.*chat-events\.test\.ts/)
    expect((error as Error).stack?.match(/AuthenticationError/g)).toHaveLength(1)
  })

  test('a page in place of an event stream ends the loop', async () => {
    const page = new Response('<html>', { headers: { 'content-type': 'text/html' } })
    expect((await run([page])).error).toMatchObject({ code: 'invalid_response' })
  })
})

describe('while it runs', () => {
  /** A loop whose connections stay open. */
  function open(options: ChatEventsOptions = {}, ...more: Answer[]) {
    const manual = manualClock()
    const first = () => eventStream([frame(wireEvent('evt_1'))], { ends: false })
    const { fetch, requests } = fakeFetch(first, ...more)
    const settings = testSettings({ fetch, clock: manual.clock, logger: recordingLogger().logger })
    return { events: chatEvents(settings, options), requests, ...manual }
  }

  test('leaving the loop closes the connection and makes no other', async () => {
    const { events, requests, limits } = open()
    for await (const _ of events) break
    await settle()
    expect(requests).toHaveLength(1)
    expect(requests[0]!.signal.aborted).toBe(true)
    expect(limits()).toEqual([])
  })

  test('an abort ends the loop with an AbortError and closes the connection', async () => {
    const aborting = new AbortController()
    const { events, requests } = open({ signal: aborting.signal })
    await events.next()
    const waiting = events.next()
    aborting.abort('enough')
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError', code: 'aborted' })
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test('an abort inside of the loop drops events that have arrived', async () => {
    const two = [frame(wireEvent('evt_2')) + frame(wireEvent('evt_3'))]
    for (const answers of [[eventStream(two), END], [() => eventStream(two, { ends: false })]]) {
      const aborting = new AbortController()
      const settings = testSettings({ fetch: fakeFetch(...answers).fetch, clock: manualClock().clock })
      const ids: string[] = []
      const reading = async () => {
        for await (const { id } of chatEvents(settings, { signal: aborting.signal })) {
          ids.push(id)
          for (let turn = 0; turn < 10; turn++) await settle()
          aborting.abort('enough')
        }
      }
      await expect(reading()).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
      expect(ids).toEqual(['evt_2'])
    }
  })

  test('return ends a next that is waiting, and closes the connection', async () => {
    const { events, requests, limits } = open()
    await events.next()
    const waiting = [events.next(), events.next()]
    await settle()
    expect(await events.return()).toEqual({ done: true, value: undefined })
    expect(await Promise.all(waiting)).toEqual(Array(2).fill({ done: true, value: undefined }))
    expect(requests[0]!.signal.aborted).toBe(true)
    await settle()
    expect(limits()).toEqual([])
  })

  test('return before the first next asks nobody', async () => {
    const { events, requests } = open()
    await events.return()
    expect(await events.next()).toEqual({ done: true, value: undefined })
    expect(requests).toHaveLength(0)
  })

  test('an abort drops events that nobody has read yet', async () => {
    const aborting = new AbortController()
    const two = () => eventStream([frame(wireEvent('evt_2')) + frame(wireEvent('evt_3'))], { ends: false })
    const { fetch } = fakeFetch(two)
    const events = chatEvents(testSettings({ fetch, clock: manualClock().clock }), { signal: aborting.signal })
    await events.next()
    aborting.abort()
    await settle()
    await expect(events.next()).rejects.toMatchObject({ code: 'aborted' })
  })

  test('an old connection is replaced at once, before the ten minutes are over', async () => {
    const waits: number[][] = []
    const second = () => {
      waits.push([...sleeps])
      return stream(wireEvent('evt_2'))
    }
    const { events, requests, ring, sleeps } = open({}, second, END)
    await events.next()
    const next = events.next()
    await settle()
    ring(570_000)
    expect((await next).value).toMatchObject({ id: 'evt_2' })
    expect(waits).toEqual([[]])
    expect(requests[0]!.signal.aborted).toBe(true)
    await events.return()
  })

  test('a connection that is silent for too long is replaced', async () => {
    const { events, ring } = open({ heartbeatTimeout: 77 }, stream(wireEvent('evt_2')), END)
    await events.next()
    const next = events.next()
    await settle()
    ring(77)
    expect((await next).value).toMatchObject({ id: 'evt_2' })
  })

  test('a connection attempt that is not answered is given up', async () => {
    const { events, ring } = open({ heartbeatTimeout: 77 }, never, stream(wireEvent('evt_2')), END)
    await events.next()
    const next = events.next()
    await settle()
    ring(77)
    await settle()
    ring(77)
    expect((await next).value).toMatchObject({ id: 'evt_2' })
  })

  test('events that arrive while one is handled are not lost, over several connections', async () => {
    const { fetch } = fakeFetch(stream(wireEvent('evt_1')), stream(wireEvent('evt_2'), wireEvent('evt_3')), END)
    const events = chatEvents(testSettings({ fetch, clock: manualClock().clock, logger: recordingLogger().logger }))
    const ids: string[] = []
    for await (const { id } of events) {
      ids.push(id)
      for (let turn = 0; turn < 10; turn++) await settle()
    }
    expect(ids).toEqual(['evt_1', 'evt_2', 'evt_3'])
  })
})
