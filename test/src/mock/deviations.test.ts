import { expect, test } from 'vitest'
import { createMock } from '../../../src/mock/index.ts'
import { difyClient, listen, uniqueClient } from './clients.ts'

async function start() {
  const mock = createMock({
    scenario: { dify: { userInputForm: [{ 'text-input': { variable: 'name', label: 'Name' } }] } },
  })
  const socket = await listen(mock)
  mock.say('Hello!')
  const { payload } = await socket.next()
  return { mock, payload, chatId: payload.chatId as string, message: payload.assistantMessage.id as string }
}

/** Each is accepted as on the platform, and noticed. */
test.each<[string, object, Record<string, string>, string, { where: string; field: string }]>([
  ['a misspelt field', { txet: 'Hi' }, {}, '', { where: 'body', field: 'txet' }],
  [
    'a nested one',
    { references: [{ name: 'A', sequenceNumber: 1, sourceId: 'a', source: 'b', title: 'A' }] },
    {},
    '',
    { where: 'body', field: 'references[0].title' },
  ],
  [
    'what only clients know',
    { references: [{ name: 'A', sequenceNumber: 1, sourceId: 'a', source: 'b', messageId: 'm' }] },
    {},
    '',
    { where: 'body', field: 'references[0].messageId' },
  ],
  [
    'a reference to nothing',
    { references: [{ name: 'A', sequenceNumber: 1, sourceId: 'a', source: 'b', url: 'unique://content/cont_x' }] },
    {},
    '',
    { where: 'body', field: 'references[0].url' },
  ],
  [
    'a source id of nothing',
    { references: [{ name: 'A', sequenceNumber: 1, sourceId: 'cont_x_chunk_y', source: 'node-ingestion-chunks' }] },
    {},
    '',
    { where: 'body', field: 'references[0].sourceId' },
  ],
  ['a header', {}, { 'x-model': 'M' }, '', { where: 'header', field: 'x-model' }],
  ['a missing header', {}, { 'x-api-version': '' }, '', { where: 'header', field: 'x-api-version' }],
  ['a query key', {}, {}, '?verbose=true', { where: 'query', field: 'verbose' }],
])('Unique: %s', async (_name, change, headers, query, expected) => {
  const { mock, chatId, message } = await start()
  const { status } = await uniqueClient(mock)(
    'PATCH',
    `/messages/${message}${query}`,
    { chatId, text: 'Hi', ...change },
    headers,
  )
  expect(status).toBe(200)
  expect(mock.deviations).toMatchObject([{ platform: 'unique', method: 'PATCH', ...expected }])
})

test.each<[string, object, Record<string, string>, string, { where: string; field: string }]>([
  ['a misspelt field', { conversationId: '' }, {}, '', { where: 'body', field: 'conversationId' }],
  [
    'a field in a file',
    { files: [{ type: 'image', transfer_method: 'remote_url', url: 'https://example.com/x.jpg', uploadFileId: '' }] },
    {},
    '',
    { where: 'body', field: 'files[0].uploadFileId' },
  ],
  ['an internal field', { retriever_from: 'dev' }, {}, '', { where: 'body', field: 'retriever_from' }],
  ['an input that the app has not', { inputs: { nmae: 'A' } }, {}, '', { where: 'inputs', field: 'nmae' }],
  ['a header', {}, { 'x-app-id': 'a' }, '', { where: 'header', field: 'x-app-id' }],
  ['a query key', {}, {}, '?user=u', { where: 'query', field: 'user' }],
])('Dify: %s', async (_name, change, headers, query, expected) => {
  const { mock } = await start()
  const body = { inputs: { name: 'A' }, query: 'Hello', user: 'u', ...change }
  expect((await difyClient(mock)('POST', `/chat-messages${query}`, body, headers)).status).toBe(200)
  expect(mock.deviations).toMatchObject([{ platform: 'dify', method: 'POST', path: '/v1/chat-messages', ...expected }])
})

test.each([
  ['/public/chat/mesages', 'unique', 404],
  ['/v1/chat-message', 'dify', 404],
  ['/v1/chat-messages', 'dify', 405],
])('a route that does not exist: %s', async (path, platform, status) => {
  const { mock } = await start()
  const headers = { Authorization: 'Bearer app-key' }
  expect((await mock.fetch(`http://localhost:8092${path}`, { headers })).status).toBe(status)
  expect(mock.deviations).toMatchObject([{ platform, method: 'GET', where: 'path', field: path }])
})

/** What HTTP clients send by themselves, and what the specifications name as sent by existing clients. */
test('nothing that real clients send is noticed', async () => {
  const { mock, chatId } = await start()
  const general = {
    Accept: '*/*',
    'Accept-Encoding': 'gzip, br',
    'Accept-Language': '*',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
    'Sec-Fetch-Mode': 'cors',
    'User-Agent': 'Unique SDK/v1 PythonBindings/0.9.18',
  }
  const python = { ...general, 'X-Unique-Client-User-Agent': '{}' }
  await uniqueClient(mock)('GET', `/messages?chatId=${chatId}`, undefined, python)
  const dify = difyClient(mock)
  await dify('GET', '/parameters?user=u', undefined, { ...general, 'Content-Type': 'application/json' })
  await dify(
    'POST',
    '/chat-messages',
    { inputs: {}, query: 'Hi', user: 'u', response_mode: 'blocking', files: null },
    general,
  )
  expect(mock.deviations).toEqual([])
  expect(mock.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test('records requests in order, with keys masked and bodies readable', async () => {
  const { mock, chatId, message } = await start()
  await uniqueClient(mock)('PATCH', `/messages/${message}`, { chatId, text: 'Hi' })
  await difyClient(mock)('POST', '/chat-messages', '{"broken', {})
  expect(mock.requests.slice(1)).toMatchObject([
    { platform: 'unique', method: 'PATCH', body: { chatId, text: 'Hi' }, status: 200 },
    { platform: 'dify', method: 'POST', path: '/v1/chat-messages', body: '{"broken', status: 400 },
  ])
  expect(mock.requests[1]?.headers.authorization).toBe('Bearer ***')
  const secret = mock.environment().UNIQUE_APP_KEY ?? ''
  expect(JSON.stringify(mock.requests)).not.toContain(secret)
})
