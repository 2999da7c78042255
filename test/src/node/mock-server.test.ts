import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { type MockServer, type MockServerOptions, serveMock } from '../../../src/node/index.ts'
import { readFrames } from '../mock/clients.ts'

let server: MockServer
afterEach(() => server.close())

async function start(options: MockServerOptions = {}): Promise<MockServer> {
  server = await serveMock(options)
  return server
}

const STREAM = { inputs: {}, query: 'Hello, how are you?', user: 'u', response_mode: 'streaming' }

function chat(body: object = STREAM, signal?: AbortSignal): Promise<Response> {
  const headers = { Authorization: `Bearer ${server.environment.DIFY_API_KEY}`, 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal && { signal }) }
  return fetch(`${server.environment.DIFY_BASE_URL}/chat-messages`, init)
}

function uniqueHeaders(): Record<string, string> {
  const { environment } = server
  return {
    Authorization: `Bearer ${environment.UNIQUE_APP_KEY}`,
    'x-app-id': environment.UNIQUE_APP_ID ?? '',
    'x-user-id': environment.UNIQUE_AUTH_USER_ID ?? '',
    'x-company-id': environment.UNIQUE_AUTH_COMPANY_ID ?? '',
    'x-api-version': '2023-12-06',
  }
}

const events = () =>
  `${server.origin}/public/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen`

/** Reads a body to its end, or to where it breaks. */
async function read(response: Response): Promise<{ text: string; chunks: number; broke: boolean }> {
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  let text = ''
  let chunks = 0
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += decoder.decode(part.value, { stream: true })
      chunks++
    }
    return { text, chunks, broke: false }
  } catch {
    return { text, chunks, broke: true }
  }
}

test('has every variable that a program needs', async () => {
  await start()
  expect(Object.keys(server.environment)).toEqual([
    'UNIQUE_APP_ID',
    'UNIQUE_APP_KEY',
    'UNIQUE_APP_ENDPOINT_SECRET',
    'UNIQUE_API_BASE_URL',
    'UNIQUE_AUTH_COMPANY_ID',
    'UNIQUE_AUTH_USER_ID',
    'UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS',
    'DIFY_API_KEY',
    'DIFY_BASE_URL',
  ])
  expect(server.origin).toBe(`http://localhost:${server.port}`)
  expect(server.environment.DIFY_BASE_URL).toBe(`${server.origin}/v1`)
})

test('listens on both loopback addresses', async () => {
  await start()
  const statuses = await Promise.all(
    ['127.0.0.1', 'localhost', '[::1]'].map((host) =>
      fetch(`http://${host}:${server.port}/v1/info`).then(
        ({ status }) => status,
        // A machine without IPv6.
        () => host,
      ),
    ),
  )
  expect(statuses.slice(0, 2)).toEqual([401, 401])
  expect([401, '[::1]']).toContain(statuses[2])
})

test('says that a port is taken', async () => {
  const { port } = await start()
  await expect(serveMock({ port })).rejects.toMatchObject({
    name: 'MockPortError',
    code: 'mock_port_unavailable',
    message: `Port ${port} is in use by another program. Choose another one, or 0 for any free port.`,
  })
})

test('plays a chat: events, messages, upload, download', async () => {
  await start({ scenario: { user: [{ text: 'A document, please.' }] } })
  const stream = await fetch(events(), { headers: uniqueHeaders() })
  const { text } = await read(stream)
  const { payload } = JSON.parse(text.split('\n')[0]?.slice(6) ?? '')
  const post = (method: string, path: string, body: object) =>
    fetch(`${server.origin}/public${path}`, {
      method,
      headers: { ...uniqueHeaders(), 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).then((response) => response.json())

  const { chatId } = payload
  const input = { key: 'document.txt', title: 'document.txt', mimeType: 'text/plain', metadata: {} }
  const content = await post('POST', '/content/upsert', { input, chatId })
  expect(content.writeUrl.startsWith(server.origin)).toBe(true)
  const headers = { 'X-Ms-Blob-Content-Type': 'text/plain', 'X-Ms-Blob-Type': 'BlockBlob' }
  const put = (init: RequestInit) => fetch(content.writeUrl, { method: 'PUT', headers, ...init })
  // A body of unknown length is sent in chunks, which the blob storage does not take.
  const chunked = new Blob(['Hello, world!']).stream()
  expect((await put({ body: chunked, duplex: 'half' } as RequestInit)).status).toBe(411)
  expect((await put({ body: 'Hello, world!' })).status).toBe(201)
  await post('POST', '/content/upsert', { input: { ...input, byteSize: 13 }, chatId, fileUrl: content.readUrl })
  await post('PATCH', `/messages/${payload.assistantMessage.id}`, {
    chatId,
    text: 'Here.<sup>1</sup>',
    references: [
      {
        name: 'document.txt',
        url: `unique://content/${content.id}`,
        sequenceNumber: 1,
        sourceId: content.id,
        source: 'node-ingestion-chunks',
      },
    ],
    completedAt: new Date(0).toISOString(),
  })
  const file = await fetch(`${server.origin}/public/content/${content.id}/file?chatId=${chatId}`, {
    headers: uniqueHeaders(),
  })
  expect([await file.text(), file.headers.get('content-length')]).toEqual(['Hello, world!', '13'])
  expect((await fetch(events(), { headers: uniqueHeaders() })).status).toBe(204)
  expect(server.mock.transcript()).toEqual([
    'user: A document, please.',
    'input: locked',
    'assistant: Here.[1]',
    '  [1] document.txt (text/plain, 13 bytes)',
    'input: free',
  ])
  expect(server.mock.deviations).toMatchObject([{ where: 'header', field: 'content-length' }])
})

describe('a connection that breaks', () => {
  test('before the answer', async () => {
    await start({ scenario: { faults: [{ kind: 'drop' }] } })
    await expect(chat()).rejects.toThrow('fetch failed')
  })

  test.each([
    ['between two frames', { afterFrames: 2 }, 2, /\n\n$/],
    ['within a frame', { afterFrames: 2, afterBytes: 20 }, 2, /\n\ndata: \{"event":"mess$/],
    ['within the first frame', { afterBytes: 20 }, 0, /^data: \{"event":"mess$/],
  ])('%s', async (_name, fault, frames, end) => {
    await start({ scenario: { faults: [{ kind: 'drop', ...fault }] } })
    const { text, broke } = await read(await chat())
    expect(broke).toBe(true)
    expect(text.split('\n\n')).toHaveLength(frames + 1)
    expect(text).toMatch(end)
  })

  test('at the client ends the subscription', async () => {
    await start()
    const stop = new AbortController()
    const response = await fetch(events(), { headers: uniqueHeaders(), signal: stop.signal })
    expect(server.mock.say('Hello!')).toBe('spoken')
    await response.body?.getReader().read()
    stop.abort()
    await expect.poll(() => server.mock.say('Anybody?')).toBe('nobody listens')
  })
})

test('splits really are network chunks', async () => {
  await start({ scenario: { model: () => 'Grüße 🌊', faults: [{ kind: 'split', bytes: 3 }] } })
  const { text, chunks } = await read(await chat())
  expect(readFrames(text).flatMap((frame) => frame.answer ?? [])).toEqual(['Grüße', ' 🌊'])
  expect(chunks).toBeGreaterThan(50)
})

test('answers HEAD without a body and without starting a chat', async () => {
  await start({ scenario: { user: [{ text: 'Hello!' }] } })
  const response = await fetch(events(), { method: 'HEAD', headers: uniqueHeaders() })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(server.mock.transcript()).toEqual([])
})

test('survives a request that is cut off', async () => {
  await start()
  await new Promise<void>((done) => {
    const request = httpRequest(`${server.origin}/v1/chat-messages`, {
      method: 'POST',
      headers: { 'Content-Length': '1000' },
    })
    request.on('error', () => done())
    request.write('{"inputs"')
    request.on('socket', (socket) => socket.once('connect', () => setImmediate(() => request.destroy())))
  })
  expect((await chat()).status).toBe(200)
})

test('closing ends what is open, and may be done twice', async () => {
  await start()
  const response = await fetch(events(), { headers: uniqueHeaders() })
  await server.close()
  await server.close()
  expect((await read(response)).text).toBe('')
})
