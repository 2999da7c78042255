import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/core/index.ts'
import { ChatService, ContentService, chatEvents, contentReference } from '../../src/unique/index.ts'
import { testDify } from './support/dify.ts'
import { type Answer, eventStream, fakeFetch, json } from './support/fake-fetch.ts'
import { manualClock } from './support/manual-clock.ts'
import { chatEvent, testSettings, wireEvent } from './support/unique.ts'

function services(answers: Answer[] = [json({})], event = chatEvent()) {
  const { fetch, requests } = fakeFetch(...answers)
  const settings = testSettings({ fetch, clock: manualClock().clock })
  const chat = ChatService.fromEvent(event, settings)
  return { chat, content: ContentService.fromEvent(event, settings), settings, requests }
}

// Each is found before anything is sent, and is not called a failure of the network.
describe('a mistake of the caller', () => {
  const { chat, content, requests } = services()
  const { dify, requests: toDify } = testDify([json({})])
  const circle: Record<string, unknown> = {}
  circle.self = circle
  const used = new Blob(['a']).stream()
  void used.getReader()
  const foreign = { ...chatEvent(), userId: 'ü日' }
  const target = { name: 'a', chatId: 'c' }
  const no = (value: unknown) => value as Bytes

  const noSignal = {} as AbortSignal

  test.each<[string, () => unknown]>([
    ['an id that is empty', () => dify.chat.stop('')],
    ['an id that leads up', () => dify.chat.stop('..')],
    ['an id that stays', () => dify.messages.suggested('.')],
    ['no id at all', () => dify.messages.suggested(undefined as unknown as string)],
    ['an id of a message', () => chat.modifyAssistantMessage({ messageId: '..', content: 'x' })],
    ['an id of a file', () => chat.download('..').bytes()],
    ['the name of a file of no id', () => chat.download('').fileName()],
    ['an id of a reference', () => contentReference({ id: '..', key: 'a' }, { sequenceNumber: 1 })],
    ['inputs in a circle', () => dify.chat.send({ query: 'q', inputs: circle })],
    ['inputs that JSON cannot say', () => dify.chat.stream({ query: 'q', inputs: { a: 1n } }).text()],
    ['a user that no header can have', () => services([json({})], foreign).chat.freeUserInput()],
    ['a type that no header can have', () => content.upload(new Uint8Array(1), { ...target, mimeType: 'a/b\nc' })],
    ['a signal that is none', () => dify.chat.send({ query: 'q', signal: noSignal })],
    ['a signal of a stream that is none', () => dify.chat.stream({ query: 'q', signal: noSignal })],
    ['a signal of events that is none', () => chatEvents(services().settings, { signal: noSignal })],
    ['a text for bytes', () => content.upload(no('text'), target)],
    ['nothing for bytes', () => content.upload(no(undefined), target)],
    ['a number for bytes', () => dify.files.upload(no(5))],
    ['a stream that is being read', () => content.upload(used, target)],
  ])('%s', async (_, call) => {
    const error = await (async () => call())().catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_argument' })
    expect(requests).toHaveLength(0)
    expect(toDify).toHaveLength(0)
  })

  test('a stream that has been read to its end', async () => {
    const stream = new Blob(['a']).stream()
    await new Response(stream).text()
    await expect(content.upload(stream, target)).rejects.toMatchObject({ code: 'invalid_argument' })
  })

  test('a file that is read twice', async () => {
    const download = services([new Response('a')]).chat.download('cont_1')
    await download.bytes()
    await expect(download.text()).rejects.toMatchObject({ code: 'stream_already_read' })
    await expect(new Response(download.stream()).text()).rejects.toMatchObject({ code: 'stream_already_read' })
  })
})

describe('a request that writes', () => {
  const announced = {
    id: 'cont_1',
    key: 'a',
    writeUrl: 'https://storage.example.com/c?key=writesecret',
    readUrl: 'https://storage.example.com/c?key=readsecret',
  }
  const to = (location: string | undefined, status: number) =>
    new Response(null, { status, headers: location === undefined ? {} : { location } })

  test.each([301, 302, 303, 307, 308])('is not sent on with %i', async (status) => {
    const redirect = to('/elsewhere?token=topsecret', status)
    const { content, requests } = services([json(announced), redirect])
    const upload = content.upload(new Uint8Array(1), { name: 'a', chatId: 'c' })
    await expect(upload).rejects.toMatchObject({
      name: 'ApiError',
      code: 'redirected',
      status,
      message:
        'PUT https://storage.example.com/c was redirected to https://storage.example.com/elsewhere and is not sent on; use the address that answers by itself.',
    })
    expect(requests).toHaveLength(2)
    const { dify, requests: toDify } = testDify([redirect])
    await expect(dify.chat.send({ query: 'q' })).rejects.toMatchObject({ code: 'redirected', status })
    expect(toDify).toHaveLength(1)
  })

  test('is not taken for done where somebody else has followed', async () => {
    const followed = () => Object.defineProperty(json({ result: 'success' }), 'redirected', { value: true })
    const opaque = () => Object.defineProperty(json({}), 'type', { value: 'opaqueredirect' })
    for (const answer of [followed, opaque, to(undefined, 302), to('https://[', 302)]) {
      const { dify } = testDify([answer])
      await expect(dify.chat.stop('t')).rejects.toMatchObject({ code: 'redirected' })
    }
  })

  test('says so to fetch, and one that reads may be sent on', async () => {
    const modes: unknown[] = []
    const { dify } = testDify([json({ data: [] })], {
      fetch: async (_url, init) => {
        modes.push([init.method, init.redirect])
        return json({ data: [] })
      },
    })
    await dify.chat.stop('t')
    await dify.messages.suggested('m')
    expect(modes).toEqual([
      ['POST', 'manual'],
      ['GET', 'follow'],
    ])
  })
})

test('a connection that fails tells why, where the system does', async () => {
  const system = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' })
  const { dify } = testDify([new TypeError('fetch failed', { cause: new AggregateError([], '', { cause: system }) })])
  await expect(dify.chat.stop('t')).rejects.toMatchObject({
    code: 'connection_failed',
    message:
      'POST https://dify.example.com/v1/chat-messages/t/stop failed: no complete answer arrived (connect ECONNREFUSED 127.0.0.1:9).',
  })
})

test('an id of the server that no header can have ends no loop', async () => {
  const event = (id: string, name: string) => `id: ${id}\ndata: ${JSON.stringify(wireEvent(name))}\n\n`
  const END = new Response(null, { status: 204 })
  const bodies = [event('ü日', '1'), event('a\u0001b', '2'), event('x'.repeat(100_000), '3')]
  const { settings, requests } = services([...bodies.map((body) => eventStream([body])), END])
  const ids: string[] = []
  for await (const { id } of chatEvents(settings)) ids.push(id)
  expect(ids).toEqual(['1', '2', '3'])
  const sent = requests.map(({ headers }) => headers.get('last-event-id'))
  expect(sent.map((id) => id && Buffer.from(id, 'latin1').toString())).toEqual([null, 'ü日', null, null])
})
