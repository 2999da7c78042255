import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, serveMock } from '../../../src/node/index.ts'

let server: MockServer
beforeAll(async () => {
  server = await serveMock({ allowedOrigins: ['http://localhost:5173'] })
})
afterAll(() => server.close())

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/** Not with `fetch`, which sets these headers itself. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, host: '127.0.0.1', path, method, headers }
    const request = httpRequest(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
    })
    request.on('error', reject).end(body)
  })
}

const at = (name: string) => `${name}:${server.port}`
const SAY: [string, Record<string, string>, string, string] = ['/mock/say', {}, 'POST', 'Hello!']

describe('a request by another name', () => {
  // DNS rebinding: a page whose own name points to the loopback.
  test.each([
    'evil.example.com',
    'localhost.evil.example.com',
    'evil.example.com.',
    '127.0.0.1.nip.io',
    '192.168.0.1',
    '0.0.0.0',
    'localhost@evil.example.com',
    '[::2]',
    '[::ffff:1.2.3.4]',
    'xn--localhst-1wa',
  ])('is refused on every route: %j', async (name) => {
    for (const path of ['/', '/mock/say', '/v1/info', '/public/messages', '/upload?key=1', '/files/x/file-preview']) {
      for (const host of [name, at(name)]) {
        const { status, headers } = await ask(path, { host }, path === '/mock/say' ? 'POST' : 'GET', 'Hello!')
        expect([400, 403]).toContain(status)
        expect(headers).not.toHaveProperty('access-control-allow-origin')
      }
    }
    expect(server.mock.requests).toEqual([])
    expect(server.mock.deviations).toEqual([])
  })

  test('is refused in the target, too', async () => {
    expect((await ask(`http://evil.example.com/v1/info`, { host: at('localhost') })).status).toBe(403)
  })
})

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '[::1]'])('%s is a name of the loopback', async (name) => {
  for (const host of [name, at(name)]) {
    const { status, text } = await ask(SAY[0], { host }, SAY[2], SAY[3])
    expect({ status, text }).toEqual({ status: 202, text: expect.stringContaining('No app is connected') })
  }
})

test('the name of the origin that the mock was given is allowed', async () => {
  const named = await serveMock({ origin: 'http://mock.test:8092' })
  const port = server.port
  Object.assign(server, { port: named.port })
  expect((await ask('/v1/info', { host: 'mock.test:8092' })).status).toBe(401)
  expect((await ask('/v1/info', { host: 'evil.test:8092' })).status).toBe(403)
  Object.assign(server, { port })
  await named.close()
})

describe('a page', () => {
  test.each<[string, Record<string, string>]>([
    ['of the web', { origin: 'https://evil.example.com' }],
    ['of a file', { origin: 'null' }],
    ['of another port', { origin: 'http://localhost:1' }],
    ['with another scheme', { origin: 'https://localhost' }],
    ['that hides where it is from', { 'sec-fetch-site': 'cross-site' }],
    ['of another port that hides it', { 'sec-fetch-site': 'same-site' }],
    // A simple request needs no preflight.
    ['with a text', { origin: 'https://evil.example.com', 'content-type': 'text/plain' }],
    ['almost like an allowed one', { origin: 'http://localhost:51730' }],
  ])('%s is refused', async (_, headers) => {
    const { mock } = server
    const before = mock.requests.length
    for (const path of ['/mock/say', '/v1/chat-messages', '/public/messages', '/upload', '/nothing']) {
      const answer = await ask(path, headers, 'POST', 'Hello!')
      expect(answer.status).toBe(403)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect((await ask('/v1/chat-messages', headers, 'OPTIONS')).status).toBe(403)
    expect(mock.requests).toHaveLength(before)
  })

  test('of the mock itself, and a typed address, are not', async () => {
    const host = at('localhost')
    expect((await ask(SAY[0], { host, origin: `http://${host}` }, SAY[2], SAY[3])).status).toBe(202)
    expect((await ask('/v1/info', { host, 'sec-fetch-site': 'none' })).status).toBe(401)
  })

  test('of an allowed origin may ask, send and read', async () => {
    const origin = 'http://localhost:5173'
    const question = { origin, 'access-control-request-headers': 'authorization, content-type' }
    const preflight = await ask('/v1/chat-messages', question, 'OPTIONS')
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-allow-methods': expect.stringContaining('POST'),
      },
    })
    const answer = await ask('/v1/info', { origin, authorization: 'Bearer app-1', 'sec-fetch-site': 'same-site' })
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin, vary: 'Origin' } })
    expect(JSON.parse(answer.text)).toMatchObject({ name: 'Mock app' })
  })
})

test.each(['localhost:5173', 'http://localhost:5173/path', 'nonsense', '*', 'null', 'file:///tmp'])(
  '%j is no origin to allow',
  async (origin) => {
    await expect(serveMock({ allowedOrigins: [origin] })).rejects.toMatchObject({ code: 'invalid_argument' })
  },
)
