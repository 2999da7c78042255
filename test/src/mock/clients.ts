import type { Mock } from '../../../src/mock/index.ts'

/** The smallest clients there can be: they send what a test says and nothing else. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  readonly body: any
}

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Reply>

async function toReply(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

const ORIGIN = 'http://localhost:8092'

export function uniqueHeaders(mock: Mock): Record<string, string> {
  const environment = mock.environment()
  return {
    Authorization: `Bearer ${environment.UNIQUE_APP_KEY}`,
    'x-app-id': environment.UNIQUE_APP_ID ?? '',
    'x-user-id': environment.UNIQUE_AUTH_USER_ID ?? '',
    'x-company-id': environment.UNIQUE_AUTH_COMPANY_ID ?? '',
    'x-api-version': '2023-12-06',
  }
}

/** Sends to Unique, below `/public/chat` unless the path says otherwise; an empty header is left out. */
export function uniqueClient(mock: Mock, overrides: Readonly<Record<string, string>> = {}): Send {
  return async (method, path, body, headers = {}) => {
    const all = new Headers({ ...uniqueHeaders(mock), ...overrides, ...headers })
    for (const [name, value] of [...all]) if (value === '') all.delete(name)
    const init: RequestInit = { method, headers: all }
    if (body !== undefined) {
      if (!all.has('content-type')) all.set('Content-Type', 'application/json')
      init.body = typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body)
    }
    const url = path.startsWith('http')
      ? path
      : `${ORIGIN}${path.startsWith('//') ? path.slice(1) : `/public/chat${path}`}`
    return toReply(await mock.fetch(url, init))
  }
}

/** An open event socket. */
export interface Socket {
  readonly status: number
  /** The payload of the next event; `undefined` at the end. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  readonly next: () => Promise<any>
  readonly close: () => Promise<void>
}

export const EVENTS = '/public/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen'

export async function listen(mock: Mock, headers: Readonly<Record<string, string>> = {}): Promise<Socket> {
  const response = await mock.fetch(`${ORIGIN}${EVENTS}`, { headers: { ...uniqueHeaders(mock), ...headers } })
  const reader = response.body?.getReader()
  let text = ''
  const decoder = new TextDecoder()
  return {
    status: response.status,
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const frame = text.slice(0, end)
          text = text.slice(end + 2)
          if (frame.startsWith('data: ')) return JSON.parse(frame.slice(6))
        } else {
          const result = await reader?.read()
          if (result === undefined || result.done) return undefined
          text += decoder.decode(result.value, { stream: true })
        }
      }
    },
    close: async () => reader?.cancel(),
  }
}

/** Sends to Dify, below `/v1`. */
export function difyClient(mock: Mock): Send {
  return async (method, path, body, headers = {}) => {
    const all = new Headers({ Authorization: 'Bearer app-key', ...headers })
    for (const [name, value] of [...all]) if (value === '') all.delete(name)
    const init: RequestInit = { method, headers: all }
    if (body instanceof FormData || body instanceof Uint8Array) init.body = body as BodyInit
    else if (body !== undefined) {
      if (!all.has('content-type')) all.set('Content-Type', 'application/json')
      init.body = typeof body === 'string' ? body : JSON.stringify(body)
    }
    return toReply(await mock.fetch(`${ORIGIN}/v1${path}`, init))
  }
}

/** The events of a stream of Dify, in order; `ping` for a keep-alive. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
export function readFrames(text: string): any[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => (frame === 'event: ping' ? 'ping' : JSON.parse(frame.replace(/^data: /, ''))))
}
