import { describe, expect, test } from 'vitest'
import { createMock, type Mock } from '../../../../src/mock/index.ts'
import { listen, type Send, uniqueClient } from '../clients.ts'

interface Started {
  readonly mock: Mock
  readonly send: Send
  readonly chatId: string
  readonly assistantId: string
  readonly placeholder: string
  readonly question: string
}

async function start(): Promise<Started> {
  const mock = createMock()
  const socket = await listen(mock)
  mock.say('Hello!')
  const { payload } = await socket.next()
  return {
    mock,
    send: uniqueClient(mock),
    chatId: payload.chatId,
    assistantId: payload.assistantId,
    placeholder: payload.assistantMessage.id,
    question: payload.userMessage.id,
  }
}

const TIME = '2025-01-15T10:00:00.000Z'

test.each(['//messages', '//public/messages', '//public/chat/messages', '//public/chat-gen2/messages'])(
  'serves %s',
  async (path) => {
    const { send, chatId } = await start()
    expect((await send('GET', `${path}?chatId=${chatId}`)).body.data).toHaveLength(2)
  },
)

test('creates a message and sends it back complete', async () => {
  const { mock, send, chatId, assistantId } = await start()
  const { status, body } = await send('POST', '/messages', {
    chatId,
    assistantId,
    role: 'ASSISTANT',
    text: 'One moment.',
    references: [],
    debugInfo: {},
    completedAt: null,
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({ object: 'message', chatId, role: 'ASSISTANT', text: 'One moment.', references: [] })
  expect(body.id).toMatch(/^msg_[a-z0-9]{24}$/)
  expect(body.originalText).toBe('One moment.')
  expect((await send('GET', `/messages/${body.id}?chatId=${chatId}`)).body).toEqual(body)
  expect(mock.deviations).toEqual([])
})

test('lists oldest first, the placeholder last', async () => {
  const { send, chatId, question, placeholder } = await start()
  const { body } = await send('GET', `/messages?chatId=${chatId}`)
  expect(body).toMatchObject({ object: 'list', has_more: false })
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([question, placeholder])
  expect(body.data[1].text).toBeNull()
})

describe('PATCH', () => {
  const REFERENCE = { name: 'A page', url: 'https://example.com/', sequenceNumber: 1, sourceId: 'x', source: 'web' }

  // Null and absent both mean unchanged; an empty list counts only beside a new text (Unique specification 2.2, 9).
  test.each([
    ['nothing', {}, { text: 'Before', references: 1 }],
    ['nulls', { text: null, originalText: null, references: null, debugInfo: null }, { text: 'Before', references: 1 }],
    [
      'the closing PATCH of clients',
      { text: null, references: [], completedAt: TIME },
      { text: 'Before', references: 1 },
    ],
    ['an empty list alone', { references: [] }, { text: 'Before', references: 1 }],
    ['an empty list with a text', { text: 'After', references: [] }, { text: 'After', references: 0 }],
    ['a text', { text: 'After' }, { text: 'After', references: 1 }],
    ['an empty text', { text: '' }, { text: '', references: 1 }],
    ['two references', { references: [REFERENCE, REFERENCE] }, { text: 'Before', references: 2 }],
  ])('with %s', async (_name, change, expected) => {
    const { send, chatId, placeholder } = await start()
    await send('PATCH', `/messages/${placeholder}`, { chatId, text: 'Before', references: [REFERENCE] })
    const { status, body } = await send('PATCH', `/messages/${placeholder}`, { chatId, ...change })
    expect(status).toBe(200)
    expect({ text: body.text, references: body.references.length }).toEqual(expected)
  })

  test.each([
    ['ISO 8601', '2025-01-15T10:00:00Z', TIME],
    ['another zone', '2025-01-15T11:00:00+01:00', TIME],
    ['what the Python client sends', '2025-01-15 10:00:00.000000', TIME],
  ])('reads a time: %s', async (_name, sent, stored) => {
    const { send, chatId, placeholder } = await start()
    const { body } = await send('PATCH', `/messages/${placeholder}`, { chatId, completedAt: sent })
    expect(body.completedAt).toBe(stored)
  })

  test('drops an empty description and keeps a real one', async () => {
    const { send, chatId, placeholder } = await start()
    const references = [
      { ...REFERENCE, description: '' },
      { ...REFERENCE, description: 'why' },
    ]
    const { body } = await send('PATCH', `/messages/${placeholder}`, { chatId, references })
    expect(body.references).toEqual([REFERENCE, { ...REFERENCE, description: 'why' }])
  })
})

describe('refuses', () => {
  const BODY = { chatId: 'CHAT', assistantId: 'ASSISTANT', role: 'ASSISTANT', text: 'Hi' }

  test.each<[string, string, string, unknown, Record<string, string>, number, string]>([
    ['no key', 'POST', '/messages', BODY, { Authorization: '' }, 401, 'unauthorized'],
    ['another scheme', 'POST', '/messages', BODY, { Authorization: 'Basic abc' }, 401, 'unauthorized'],
    ['no app', 'POST', '/messages', BODY, { 'x-app-id': '' }, 401, 'unauthorized'],
    ['no user', 'POST', '/messages', BODY, { 'x-user-id': '' }, 401, 'unauthorized'],
    ['no company', 'POST', '/messages', BODY, { 'x-company-id': '' }, 401, 'unauthorized'],
    // Headers come before the body.
    ['no key and a broken body', 'POST', '/messages', '{', { Authorization: '' }, 401, 'unauthorized'],
    ['broken JSON', 'POST', '/messages', '{', {}, 400, 'bad_request'],
    ['another content type', 'POST', '/messages', BODY, { 'Content-Type': 'text/plain' }, 400, 'bad_request'],
    ['a missing field', 'POST', '/messages', { ...BODY, role: undefined }, {}, 400, 'bad_request'],
    ['null for a required field', 'POST', '/messages', { ...BODY, chatId: null }, {}, 400, 'bad_request'],
    ['an ill-typed field', 'POST', '/messages', { ...BODY, text: 5 }, {}, 400, 'bad_request'],
    ['an unknown role', 'POST', '/messages', { ...BODY, role: 'assistant' }, {}, 400, 'bad_request'],
    ['no time', 'POST', '/messages', { ...BODY, completedAt: 'soon' }, {}, 400, 'bad_request'],
    ['an unknown chat', 'POST', '/messages', { ...BODY, chatId: 'chat_x' }, {}, 404, 'not_found'],
    ['an unknown assistant', 'POST', '/messages', { ...BODY, assistantId: 'assistant_x' }, {}, 404, 'not_found'],
    // The body comes before the chat.
    ['an unknown chat and no role', 'POST', '/messages', { chatId: 'chat_x' }, {}, 400, 'bad_request'],
    ["another user's chat", 'POST', '/messages', BODY, { 'x-user-id': '1' }, 403, 'forbidden'],
    ["another company's chat", 'POST', '/messages', BODY, { 'x-company-id': '1' }, 404, 'not_found'],
    ['an unknown message', 'PATCH', '/messages/msg_x', { chatId: 'CHAT' }, {}, 404, 'not_found'],
    ['a modification without chat', 'PATCH', '/messages/msg_x', {}, {}, 400, 'bad_request'],
    ['a look at nothing', 'GET', '/messages/msg_x?chatId=CHAT', undefined, {}, 404, 'not_found'],
    ['a look without chat', 'GET', '/messages/msg_x', undefined, {}, 400, 'bad_request'],
    ['a list without chat', 'GET', '/messages', undefined, {}, 400, 'bad_request'],
    ['an unknown path', 'GET', '/nothing', undefined, {}, 404, 'not_found'],
    ['a wrong verb', 'DELETE', '/messages', undefined, {}, 404, 'not_found'],
  ])('%s', async (_name, method, path, body, headers, status, code) => {
    const { send, chatId, assistantId } = await start()
    const sent =
      typeof body === 'object' && body !== null
        ? {
            ...body,
            ...('chatId' in body && body.chatId === 'CHAT' ? { chatId } : {}),
            ...assistant(body, assistantId),
          }
        : body
    const reply = await send(method, path.replace('CHAT', chatId), sent, headers)
    expect([reply.status, reply.body.error.code]).toEqual([status, code])
    expect(reply.body.error.message).not.toBe('')
    expect(reply.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test('a user message written by the app does not lock the input', async () => {
  const { mock, send, chatId, assistantId, placeholder } = await start()
  await send('PATCH', `/messages/${placeholder}`, { chatId, text: 'Done.', completedAt: TIME })
  await send('POST', '/messages', { chatId, assistantId, role: 'USER', text: 'Me again.' })
  expect(mock.transcript()).toEqual([
    'user: Hello!',
    'input: locked',
    'assistant: Done.',
    'input: free',
    'user: Me again.',
  ])
})

function assistant(body: object, assistantId: string): object {
  return 'assistantId' in body && body.assistantId === 'ASSISTANT' ? { assistantId } : {}
}
