import { afterEach, describe, expect, test } from 'vitest'
import { type MockServer, type MockServerOptions, serveMock } from '../../../src/node/index.ts'
import { readFrames } from '../mock/clients.ts'

// A client that other people wrote: what it cannot tell from Dify is faithful (Dify specification 11.2).
// The official client's own types do not fit its own functions (Dify specification 9.1).
// biome-ignore lint/suspicious/noExplicitAny: see above
const { ChatClient }: any = await import('dify-client')

const NOBODY = '00000000-0000-4000-8000-000000000000'

let server: MockServer
afterEach(() => server.close())

async function start(options: MockServerOptions = {}) {
  server = await serveMock(options)
  return new ChatClient(server.environment.DIFY_API_KEY, server.environment.DIFY_BASE_URL)
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<{ text: string; chunks: number }> {
  const decoder = new TextDecoder()
  let all = ''
  let chunks = 0
  for await (const chunk of stream) {
    all += decoder.decode(chunk, { stream: true })
    chunks++
  }
  return { text: all, chunks }
}

test('blocking, and the conversation goes on', async () => {
  const client = await start()
  const first = await client.createChatMessage({}, 'Hello!', 'u')
  expect(first.data).toMatchObject({ event: 'message', mode: 'chat', answer: 'You said: "Hello!".' })
  const second = await client.createChatMessage({}, 'And?', 'u', false, first.data.conversation_id)
  expect(second.data.conversation_id).toBe(first.data.conversation_id)
  expect(second.data.answer).toContain('Before that you said: "Hello!"')
  expect(server.mock.deviations).toEqual([])
})

test('streaming, with frames and characters cut apart', async () => {
  const client = await start({
    scenario: { model: ({ query }) => `Wörter 🌊 ${query}`, faults: [{ kind: 'split', bytes: 7 }] },
  })
  const response = await client.createChatMessage({}, 'Hello!', 'u', true)
  const received = await text(response.data)
  expect(received.chunks).toBeGreaterThan(20)
  const frames = readFrames(received.text)
  expect(frames.map(({ answer }) => answer ?? '').join('')).toBe('Wörter 🌊 Hello!')
  expect(frames.at(-1).event).toBe('message_end')
  expect(server.mock.deviations).toEqual([])
})

describe('errors', () => {
  test.each<[string, string, unknown[], number, string]>([
    ['no inputs', 'createChatMessage', [null, 'Hello!', 'u'], 400, 'invalid_param'],
    ['no user', 'createChatMessage', [{}, 'Hello!', ''], 400, 'invalid_param'],
    ['a conversation of nobody', 'createChatMessage', [{}, 'Hi', 'u', false, NOBODY], 404, 'not_found'],
    ['an unknown route', 'sendRequest', ['GET', '/nothing'], 404, 'not_found'],
    ['a wrong verb', 'sendRequest', ['GET', '/chat-messages'], 405, 'method_not_allowed'],
  ])('%s', async (_name, method, args, status, code) => {
    const client = await start()
    await expect(client[method](...args)).rejects.toMatchObject({ response: { status, data: { code, status } } })
  })

  test('of a stream are in the unread body', async () => {
    const client = await start()
    const error = await client.createChatMessage(null, 'Hello!', 'u', true).catch((thrown: unknown) => thrown)
    expect(JSON.parse((await text(error.response.data)).text)).toMatchObject({ code: 'invalid_param', status: 400 })
  })
})

test('parameters, conversations, history, name, feedback, deletion', async () => {
  const client = await start()
  expect((await client.getApplicationParameters('u')).data.user_input_form).toHaveLength(9)
  const { conversation_id, message_id } = (await client.createChatMessage({}, 'Hello!', 'u')).data
  const conversations = (await client.getConversations('u')).data
  expect(conversations).toMatchObject({ has_more: false, data: [{ id: conversation_id, name: 'Hello!' }] })
  const history = (await client.getConversationMessages('u', conversation_id)).data
  expect(history.data).toMatchObject([{ id: message_id, query: 'Hello!' }])
  const second = (await client.createChatMessage({}, 'More', 'u', false, conversation_id)).data
  const page = (await client.getConversationMessages('u', conversation_id, second.message_id, 1)).data
  expect(page.data).toMatchObject([{ id: message_id }])

  expect((await client.renameConversation(conversation_id, 'Sea', 'u', false)).data.name).toBe('Sea')
  expect((await client.renameConversation(conversation_id, null, 'u', true)).data.name).toBe('Hello!')
  expect((await client.messageFeedback(message_id, 'like', 'u')).data).toEqual({ result: 'success' })
  expect((await client.messageFeedback(message_id, null, 'u')).data).toEqual({ result: 'success' })
  const suggested = await client.sendRequest('GET', `/messages/${message_id}/suggested`, null, { user: 'u' })
  expect(suggested.data.data).toHaveLength(3)
  const deleted = await client.deleteConversation(conversation_id, 'u')
  expect([deleted.status, deleted.data]).toEqual([204, ''])
  await expect(client.deleteConversation(conversation_id, 'u')).rejects.toMatchObject({ response: { status: 404 } })
  expect(server.mock.deviations).toEqual([])
})

test('a file goes up, into a message, and comes down again', async () => {
  const client = await start()
  const form = new FormData()
  form.append('file', new File(['Hello'], 'notes.txt', { type: 'text/plain' }))
  form.append('user', 'u')
  const uploaded = await client.fileUpload(form)
  expect([uploaded.status, uploaded.data.name, uploaded.data.size]).toEqual([201, 'notes.txt', 5])
  const files = [{ type: 'document', transfer_method: 'local_file', upload_file_id: uploaded.data.id }]
  const reply = await client.createChatMessage({}, 'Read', 'u', false, null, files)
  expect(reply.data.answer).toContain('I got the document notes.txt (text/plain, 5 bytes).')
  expect((await client.sendRequest('GET', `/files/${uploaded.data.id}/preview`)).data).toBe('Hello')
  expect(server.mock.deviations).toEqual([])
})

test('a stream is stopped', async () => {
  const client = await start({ scenario: { model: () => ({ deltas: ['Once ', 'upon '], untilStopped: true }) } })
  const { data } = await client.createChatMessage({}, 'Tell', 'u', true)
  let received = ''
  for await (const chunk of data) {
    received += new TextDecoder().decode(chunk)
    if (!received.includes('upon') || received.includes('message_end')) continue
    const { task_id } = readFrames(received)[0]
    await client.sendRequest('POST', `/chat-messages/${task_id}/stop`, { user: 'u' })
  }
  expect(readFrames(received).map(({ event }) => event)).toEqual(['message', 'message', 'message_end'])
  expect(server.mock.transcript()).toEqual(['user: Tell', 'assistant: Once upon'])
})
