import { inspect } from 'node:util'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  ChatService,
  type ContentReference,
  LanguageModelName,
  OpenAIMessageBuilder,
} from '../../../src/unique/index.ts'
import { type Answer, fakeFetch, json } from '../support/fake-fetch.ts'
import { manualClock, settle } from '../support/manual-clock.ts'
import { chatEvent, testSettings, wireMessage } from '../support/unique.ts'

const NOW = '2025-01-15T09:00:00.000Z'
const BASE = 'https://gateway.example.com/public/chat'

function service(...answers: Answer[]) {
  const { fetch, requests } = fakeFetch(...answers)
  const manual = manualClock(Date.parse(NOW))
  const settings = testSettings({ fetch, clock: manual.clock })
  return { chat: ChatService.fromEvent(chatEvent(), settings), settings, requests, ...manual }
}

const reference: ContentReference = {
  name: 'a.txt',
  url: 'unique://content/cont_1',
  sequenceNumber: 1,
  sourceId: 'cont_1',
  source: 'node-ingestion-chunks',
}

describe('identity', () => {
  test('is that of the user of the event', async () => {
    const { chat, requests } = service(json(wireMessage('msg_assistant')))
    await chat.freeUserInput()
    expect(Object.fromEntries(requests[0]!.headers)).toEqual({
      authorization: 'Bearer ukey_secret',
      'x-app-id': 'app_1',
      'x-user-id': 'user_1',
      'x-company-id': 'company_1',
      'x-api-version': '2023-12-06',
      'content-type': 'application/json',
    })
  })

  test('of two events that are handled at once never mixes, and settings stay', async () => {
    const { fetch, requests } = fakeFetch(json(wireMessage('m')))
    const settings = testSettings({ fetch, clock: manualClock().clock })
    const one = ChatService.fromEvent({ ...chatEvent(), userId: 'u1', companyId: 'c1' }, settings)
    const two = ChatService.fromEvent({ ...chatEvent(), userId: 'u2', companyId: 'c2' }, settings)
    await Promise.all([one.freeUserInput(), two.freeUserInput(), one.freeUserInput()])
    const identities = requests.map(({ headers }) => `${headers.get('x-user-id')} ${headers.get('x-company-id')}`)
    expect(identities).toEqual(['u1 c1', 'u2 c2', 'u1 c1'])
    expect(settings).toMatchObject({ userId: 'settings-user', companyId: 'settings-company' })
  })

  test('no error shows the key, even if the platform repeats it', async () => {
    const { chat } = service(json({ message: 'ukey_secret is unknown' }, { status: 401 }))
    const error = await chat.freeUserInput().catch((caught) => caught)
    expect(error.code).toBe('unauthorized')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('ukey_secret')
  })

  test('a printed service shows no key', () => {
    expect(inspect(service(json({})).chat, { depth: 9, showHidden: true })).not.toContain('ukey_secret')
  })
})

describe('createAssistantMessage', () => {
  test('sends what was passed and nothing else', async () => {
    const { chat, requests } = service(json(wireMessage('msg_new', { text: 'One moment', role: 'ASSISTANT' })))
    const message = await chat.createAssistantMessage({ content: 'One moment' })
    expect(requests[0]).toMatchObject({ method: 'POST', url: `${BASE}/messages` })
    expect(requests[0]!.body).toEqual({
      chatId: 'chat_1',
      assistantId: 'assistant_1',
      role: 'ASSISTANT',
      text: 'One moment',
      originalText: 'One moment',
    })
    expect(message).toEqual({
      id: 'msg_new',
      chatId: 'chat_1',
      role: 'assistant',
      content: 'One moment',
      originalContent: 'Hi',
      references: [],
      createdAt: new Date(NOW),
    })
  })

  test('sends references, debug info, the original and the end where they are given', async () => {
    const { chat, requests } = service(json(wireMessage('msg_new')))
    await chat.createAssistantMessage({
      content: 'See<sup>1</sup>',
      originalContent: 'See[source0]',
      references: [{ ...reference, description: '', originalIndex: [0] }],
      debugInfo: { a: 1 },
      setCompletedAt: true,
    })
    expect(requests[0]!.body).toEqual({
      chatId: 'chat_1',
      assistantId: 'assistant_1',
      role: 'ASSISTANT',
      text: 'See<sup>1</sup>',
      originalText: 'See[source0]',
      // An empty description and the original index do not travel.
      references: [reference],
      debugInfo: { a: 1 },
      completedAt: NOW,
    })
  })

  test('makes the new message the current one', async () => {
    const { chat, requests } = service(json(wireMessage('msg_new')))
    expect(chat.assistantMessageId).toBe('msg_assistant')
    await chat.createAssistantMessage({ content: 'x' })
    expect(chat.assistantMessageId).toBe('msg_new')
    await chat.modifyAssistantMessage({ content: 'y' })
    await chat.freeUserInput()
    expect(requests.slice(1).map(({ url }) => url)).toEqual([`${BASE}/messages/msg_new`, `${BASE}/messages/msg_new`])
  })

  test('leaves the current message when it fails', async () => {
    const { chat } = service(json({ error: 'no' }, { status: 400 }))
    await expect(chat.createAssistantMessage({ content: 'x' })).rejects.toMatchObject({ name: 'BadRequestError' })
    expect(chat.assistantMessageId).toBe('msg_assistant')
  })

  test('is not sent twice when nobody knows what the server did', async () => {
    const { chat, requests } = service(json({}, { status: 503 }))
    await expect(chat.createAssistantMessage({ content: 'x' })).rejects.toMatchObject({ status: 503 })
    expect(requests).toHaveLength(1)
  })

  test('an answer without a message is an InvalidResponseError', async () => {
    const { chat } = service(json({ object: 'list' }))
    await expect(chat.createAssistantMessage({ content: 'x' })).rejects.toMatchObject({ code: 'invalid_response' })
  })
})

describe('modifyAssistantMessage', () => {
  // Only what is passed is sent: a null or an empty list could change what was not meant.
  test.each([
    [{ content: 'new' }, { text: 'new' }],
    [{ content: '' }, { text: '' }],
    [{ references: [reference] }, { references: [reference] }],
    [{ references: [] }, { references: [] }],
    [{ debugInfo: { a: 1 } }, { debugInfo: { a: 1 } }],
    [{ originalContent: 'o' }, { originalText: 'o' }],
    [{ setCompletedAt: true }, { completedAt: NOW }],
    [{ setCompletedAt: false }, {}],
    [{}, {}],
  ])('%o sends %o', async (options, fields) => {
    const { chat, requests } = service(json(wireMessage('msg_assistant')))
    await chat.modifyAssistantMessage(options)
    expect(requests[0]).toMatchObject({ method: 'PATCH', url: `${BASE}/messages/msg_assistant` })
    expect(requests[0]!.body).toEqual({ chatId: 'chat_1', ...fields })
  })

  test('changes another message by its id, which stays out of the body', async () => {
    const { chat, requests } = service(json(wireMessage('msg/other')))
    await chat.modifyAssistantMessage({ messageId: 'msg/other', content: 'x' })
    expect(requests[0]!.url).toBe(`${BASE}/messages/msg%2Fother`)
    expect(requests[0]!.body).toEqual({ chatId: 'chat_1', text: 'x' })
    expect(chat.assistantMessageId).toBe('msg_assistant')
  })

  test('is repeated, since running twice does no harm', async () => {
    const { chat, requests } = service(json({}, { status: 503 }), json(wireMessage('msg_assistant')))
    await chat.modifyAssistantMessage({ content: 'x' })
    expect(requests).toHaveLength(2)
  })

  test('a reference cannot name a message', () => {
    expectTypeOf<ContentReference>().not.toHaveProperty('messageId')
    // @ts-expect-error: a reference belongs to the message that it is sent with
    const wrong: ContentReference = { ...reference, name: 'x', messageId: 'msg_1' }
    expect(wrong).toBeDefined()
  })
})

test('freeUserInput sends the time and nothing else', async () => {
  const { chat, requests } = service(json(wireMessage('msg_assistant', { completedAt: NOW })))
  const message = await chat.freeUserInput()
  expect(requests[0]).toMatchObject({ method: 'PATCH', url: `${BASE}/messages/msg_assistant` })
  expect(requests[0]!.body).toEqual({ chatId: 'chat_1', completedAt: NOW })
  expect(message.completedAt).toEqual(new Date(NOW))
})

describe('failures', () => {
  test.each([
    [{ error: 'plain' }, 400, { name: 'BadRequestError', code: 'bad_request', status: 400 }, 'plain'],
    [{ error: { message: 'wrapped', code: 'c1' } }, 404, { name: 'NotFoundError', code: 'c1', status: 404 }, 'wrapped'],
    [{ message: 'bare', code: 'c2' }, 403, { name: 'PermissionDeniedError', code: 'c2' }, 'bare'],
    // The status inside wins.
    [
      { message: 'm', cause: { status: 404, error: { code: 'c3' } } },
      500,
      { name: 'NotFoundError', code: 'c3', status: 404 },
      'm',
    ],
    [{ message: 'm', cause: 'text' }, 409, { name: 'ConflictError', code: 'conflict' }, 'm'],
  ])('%o with %i', async (body, status, expected, message) => {
    const { chat } = service(json(body, { status, headers: { 'Request-Id': 'r9' } }))
    const error = await chat.createAssistantMessage({ content: 'x' }).catch((caught) => caught)
    expect(error).toMatchObject({ ...expected, body, requestId: 'r9' })
    expect(error.message).toContain(`: ${message}`)
  })
})

describe('listImagesAndDocuments', () => {
  const content = (key: string) => ({ id: key, key, title: key, url: null, chunks: [], createdAt: NOW, updatedAt: NOW })

  test('asks for the contents of the chat and tells them apart by extension, in their order', async () => {
    const keys = ['b.PNG', 'a.pdf', 'c.zip', 'a.jpeg', 'noextension', 'd.docx', '.md', 'e.md', 'f.pdf.gz', 'g.mp4']
    const { chat, requests } = service(json(keys.map(content)))
    const { images, documents } = await chat.listImagesAndDocuments()
    expect(requests[0]).toMatchObject({ method: 'POST', url: `${BASE}/content/search` })
    expect(requests[0]!.body).toEqual({
      chatId: 'chat_1',
      where: { ownerId: { equals: 'chat_1' } },
      includeFailedContent: false,
    })
    expect(images.map(({ key }) => key)).toEqual(['b.PNG', 'a.jpeg'])
    expect(documents.map(({ key }) => key)).toEqual(['a.pdf', 'd.docx', 'e.md', 'f.pdf.gz'])
    expect(images[0]).toEqual({
      id: 'b.PNG',
      key: 'b.PNG',
      title: 'b.PNG',
      createdAt: new Date(NOW),
      updatedAt: new Date(NOW),
    })
  })

  test('accepts the envelope of a list, and refuses anything else', async () => {
    const { chat } = service(json({ object: 'list', data: [content('a.txt')], has_more: false, url: '/' }), json({}))
    expect((await chat.listImagesAndDocuments()).documents).toHaveLength(1)
    await expect(chat.listImagesAndDocuments()).rejects.toMatchObject({ code: 'invalid_response' })
  })

  test('is repeated, since a search changes nothing', async () => {
    const { chat, requests } = service(json({}, { status: 503 }), json([]))
    expect(await chat.listImagesAndDocuments()).toEqual({ images: [], documents: [] })
    expect(requests).toHaveLength(2)
  })

  test('files belong to the chat that delegated the question', async () => {
    const { fetch, requests } = fakeFetch(json([]), new Response('x'))
    const correlation = { parentChatId: 'chat_0', parentMessageId: 'm', parentAssistantId: 'a' }
    const chat = ChatService.fromEvent(chatEvent('e', { correlation }), testSettings({ fetch }))
    await chat.listImagesAndDocuments()
    await chat.download('cont_1').bytes()
    expect(requests[0]!.body).toMatchObject({ chatId: 'chat_0', where: { ownerId: { equals: 'chat_0' } } })
    expect(requests[1]!.url).toBe(`${BASE}/content/cont_1/file?chatId=chat_0`)
  })
})

describe('download', () => {
  const file = (disposition?: string) =>
    new Response('Grüße', { headers: disposition === undefined ? {} : { 'content-disposition': disposition } })

  test('makes its request when it is read, once', async () => {
    const { chat, requests } = service(file('attachment; filename="a.txt"'))
    const download = chat.download('cont/1')
    expect(requests).toHaveLength(0)
    expect(await download.fileName()).toBe('a.txt')
    expect(await download.text()).toBe('Grüße')
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'GET', url: `${BASE}/content/cont%2F1/file?chatId=chat_1` })
    expect(requests[0]!.headers.get('x-user-id')).toBe('user_1')
  })

  test('is not held for long for who asks for the name only', async () => {
    const endless = () =>
      new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1)) }), {
        headers: { 'content-disposition': 'attachment; filename="a.txt"' },
      })
    const { chat, requests, ring, limits } = service(endless, file('attachment; filename="b.txt"'))
    const download = chat.download('c')
    expect(await Promise.all([download.fileName(), download.fileName()])).toEqual(['a.txt', 'a.txt'])
    ring(1_000)
    expect(requests[0]!.signal.aborted).toBe(true)
    // Neither a limit nor a connection is left that would keep the program alive.
    expect(limits()).toEqual([])
    expect(await download.text()).toBe('Grüße')
    expect(requests).toHaveLength(2)
  })

  test('is held while it is read', async () => {
    const { chat, requests, ring } = service(file('attachment; filename="a.txt"'))
    const download = chat.download('c')
    await download.fileName()
    const text = download.text()
    expect(await download.fileName()).toBe('a.txt')
    ring(1_000)
    expect(await text).toBe('Grüße')
    expect(requests).toHaveLength(1)
  })

  test('makes no request for a stream that nobody reads', async () => {
    const { chat, requests } = service(file())
    const stream = chat.download('c').stream()
    await settle()
    expect(requests).toHaveLength(0)
    await stream.cancel()
  })

  test('a stream that is cancelled before its answer closes the connection', async () => {
    let answer: (response: Response) => void = () => {}
    const { chat, requests } = service(() => new Promise<Response>((resolve) => (answer = resolve)))
    const reader = chat.download('c').stream().getReader()
    const reading = reader.read()
    await settle()
    await reader.cancel()
    answer(new Response(new ReadableStream()))
    await settle()
    expect(await reading).toMatchObject({ done: true })
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test('gives bytes and a stream', async () => {
    const { chat } = service(file())
    expect(await chat.download('c').bytes()).toEqual(new TextEncoder().encode('Grüße'))
    expect(await new Response(chat.download('c').stream()).text()).toBe('Grüße')
  })

  test('fails with the error of the platform', async () => {
    const { chat } = service(json({ message: 'Content not found' }, { status: 404 }))
    await expect(chat.download('c').bytes()).rejects.toMatchObject({ name: 'NotFoundError' })
    await expect(new Response(chat.download('c').stream()).text()).rejects.toMatchObject({ name: 'NotFoundError' })
  })

  test('cancelling the stream closes the connection', async () => {
    const endless = () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1)) }))
    const { chat, requests } = service(endless)
    const reader = chat.download('c').stream().getReader()
    await reader.read()
    await reader.cancel()
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test.each([
    [`attachment; filename="plain.txt"; filename*=UTF-8''gr%C3%BC%C3%9Fe.txt`, 'grüße.txt'],
    [`attachment; filename*=utf-8'en'a%20b.txt; x=1`, 'a b.txt'],
    ['attachment; filename="a \\"b\\".txt"', 'a "b".txt'],
    ['attachment; filename=bare.txt', 'bare.txt'],
    // Nothing is to be written outside of a folder.
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    [`attachment; filename*=UTF-8''..%2F..%2Fx.txt`, 'x.txt'],
    ['attachment; filename="C:\\\\temp\\\\x.txt"', 'x.txt'],
    ['attachment; filename=".."', undefined],
    [`attachment; filename*=UTF-8''%E0%A4%A; filename="fallback.txt"`, 'fallback.txt'],
    ['attachment', undefined],
    [undefined, undefined],
  ])('the name of %s is %s', async (disposition, expected) => {
    expect(await service(file(disposition)).chat.download('c').fileName()).toBe(expected)
  })
})

describe('completeWithReferences', () => {
  const result = (changes: object = {}) =>
    json({ object: 'streamResult', message: wireMessage('msg_assistant'), toolCalls: null, ...changes })
  const model = LanguageModelName.AZURE_GPT_4o_2024_1120

  test('sends the ids of the chat, the messages with camelised keys, and the defaults of the platform', async () => {
    const { chat, requests } = service(result())
    const messages = new OpenAIMessageBuilder()
      .user([{ type: 'image_url', image_url: { url: 'https://example.com/a_b.png', detail: 'auto' } }])
      .assistant(null, {
        toolCalls: [{ id: 'c1', type: 'function', function: { name: 'get_it', arguments: '{"a_b":1}' } }],
      })
      .tool('sunny', { toolCallId: 'c1' }).messages
    await chat.completeWithReferences({ messages, model })
    expect(requests[0]).toMatchObject({ method: 'POST', url: `${BASE}/integrated/chat/stream-completions` })
    expect(requests[0]!.body).toEqual({
      chatId: 'chat_1',
      assistantId: 'assistant_1',
      assistantMessageId: 'msg_assistant',
      userMessageId: 'msg_user',
      messages: [
        {
          role: 'user',
          content: [{ type: 'image_url', imageUrl: { url: 'https://example.com/a_b.png', detail: 'auto' } }],
        },
        {
          role: 'assistant',
          content: null,
          toolCalls: [{ id: 'c1', type: 'function', function: { name: 'get_it', arguments: '{"a_b":1}' } }],
        },
        { role: 'tool', content: 'sunny', toolCallId: 'c1' },
      ],
      model: 'AZURE_GPT_4o_2024_1120',
      timeout: 240_000,
      options: { temperature: 0 },
    })
  })

  test('sends what is asked for', async () => {
    const { chat, requests } = service(result())
    await chat.completeWithReferences({
      messages: [],
      model: 'my-model',
      temperature: 0.5,
      contentChunks: [{ id: 'cont_1', chunkId: 'chunk_1', key: 'a.pdf', title: 'A', startPage: 1 }, { id: 'cont_2' }],
      tools: [{ name: 't', description: 'd', parameters: { type: 'object' } }],
      startText: 'So: ',
      debugInfo: { a: 1 },
      modelTimeout: 1000,
      options: { reasoning_effort: 'low' },
    })
    expect(requests[0]!.body).toMatchObject({
      model: 'my-model',
      timeout: 1000,
      startText: 'So: ',
      debugInfo: { a: 1 },
      searchContext: [
        { id: 'cont_1', chunkId: 'chunk_1', key: 'a.pdf', title: 'A', startPage: 1 },
        { id: 'cont_2', chunkId: '', key: '' },
      ],
      options: {
        temperature: 0.5,
        reasoning_effort: 'low',
        tools: [
          {
            type: 'function',
            function: { name: 't', description: 'd', parameters: { type: 'object' }, strict: false },
          },
        ],
      },
    })
  })

  test.each([
    [LanguageModelName.AZURE_o3_2025_0416, 1],
    [LanguageModelName.AZURE_GPT_5_2025_0807, 1],
    [LanguageModelName.AZURE_GPT_51_2025_1113, 0],
    [LanguageModelName.AZURE_GPT_4o_MINI_2024_0718, 0],
  ])('the temperature of %s is %i unless given', async (name, temperature) => {
    const { chat, requests } = service(result())
    await chat.completeWithReferences({ messages: [], model: name, contentChunks: [] })
    expect(requests[0]!.body).toMatchObject({ options: { temperature } })
    expect(requests[0]!.body).not.toHaveProperty('searchContext')
  })

  test('returns the message with its references, the calls of tools and the usage', async () => {
    const { chat } = service(
      result({
        message: wireMessage('msg_assistant', {
          references: [{ ...reference, description: null, originalIndex: [0] }],
        }),
        toolCalls: [
          { id: 'c1', name: 'a', arguments: '{"x":1}' },
          { id: '', name: 'b', arguments: { y: 2 } },
          { id: 'c3', name: 'c', arguments: 'not JSON' },
        ],
        usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 },
      }),
    )
    const completion = await chat.completeWithReferences({ messages: [], model })
    expect(completion.message.references).toEqual([{ ...reference, originalIndex: [0] }])
    expect(completion.toolCalls).toEqual([
      { id: 'c1', name: 'a', arguments: { x: 1 } },
      { id: expect.stringMatching(/^call_./), name: 'b', arguments: { y: 2 } },
      { id: 'c3', name: 'c', arguments: {} },
    ])
    expect(completion.usage).toEqual({ promptTokens: 1, completionTokens: 2, totalTokens: 3 })
  })

  test('answers into the message that is current', async () => {
    const { chat, requests } = service(json(wireMessage('msg_new')), result())
    await chat.createAssistantMessage({ content: '…' })
    await chat.completeWithReferences({ messages: [], model })
    expect(requests[1]!.body).toMatchObject({ assistantMessageId: 'msg_new' })
  })
})
