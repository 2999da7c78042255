import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createMock, type Mock, type MockOptions } from '../mock/index.ts'
import { type AccessRules, addCorsHeaders, findRefusal, preflightAnswer, readAccessRules } from './access-rules.ts'
import { hasErrorCode, MockPortError } from './mock-port-error.ts'
import { writeBody } from './write-body.ts'

/** How a mock is served. */
export interface MockServerOptions extends MockOptions {
  /** Default: 0, any free one. */
  readonly port?: number
  /**
   * Origins whose pages may speak to the server, such as `http://localhost:5173`. Default: none but its own. Requests
   * that come by another name than the loopback's, or than that of `origin`, are refused in any case.
   */
  readonly allowedOrigins?: readonly string[]
}

/** A mock that listens on the loopback. */
export interface MockServer {
  /** Such as `http://localhost:8092`. */
  readonly origin: string
  /** The port that both loopback addresses listen on: the one that was asked for, or the free one that was found. */
  readonly port: number
  /** The mock behind it, in this process: for `requests`, `deviations`, `transcript` and `say`. */
  readonly mock: Mock
  /** Every variable that a program needs to talk to it. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends all connections. May be called twice. */
  readonly close: () => Promise<void>
}

/**
 * Serves the mock platforms over HTTP, on the same port of 127.0.0.1 and ::1.
 *
 * @throws MockPortError the port cannot be listened on
 * @throws ConfigurationError `invalid_argument` for an allowed origin that is none
 */
export async function serveMock(options: MockServerOptions = {}): Promise<MockServer> {
  const rules = readAccessRules(options.origin, options.allowedOrigins ?? [])
  const mock = createMock(options)
  const listener = getRequestListener(
    (request, { incoming, outgoing }) =>
      // The server is one of HTTP/1, so these are what they are.
      answer(mock, rules, request, incoming as IncomingMessage, outgoing as ServerResponse),
    // The program's own Request and Response stay what they are.
    { overrideGlobalObjects: false },
  )
  const servers = await listenOnLoopback(options.port ?? 0, () =>
    createServer((incoming, outgoing) => {
      // Before anything else: a stranger's request is neither played, recorded nor judged.
      const refusal = findRefusal(incoming, rules)
      if (refusal === undefined) return listener(incoming, outgoing)
      outgoing.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
      outgoing.end(`${refusal}\n`)
    }),
  )
  const port = portOf(servers[0])
  const origin = options.origin ?? `http://localhost:${port}`
  return {
    origin,
    port,
    mock,
    environment: mock.environment(origin),
    async close() {
      mock.close()
      await Promise.all(servers.map(closeServer))
    },
  }
}

async function answer(
  mock: Mock,
  rules: AccessRules,
  request: Request,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Response> {
  try {
    const { headers } = incoming
    const allowed = headers.origin !== undefined && rules.origins.has(headers.origin) ? headers.origin : undefined
    if (allowed !== undefined && request.method === 'OPTIONS') return preflightAnswer(headers, allowed)
    const played = await mock.fetch(request)
    const response = allowed === undefined ? played : addCorsHeaders(played, allowed)
    if (response.body === null) return response
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    return new Response(writeBody(response.body, outgoing, isStream), response)
  } catch {
    // The mock rejects where a connection breaks before there is an answer, and so must the connection.
    incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
}

/** Listens on both loopback addresses. A machine without IPv6 does with one. */
async function listenOnLoopback(port: number, create: () => Server): Promise<readonly [Server, ...Server[]]> {
  for (let attempt = 1; ; attempt++) {
    const first = create()
    try {
      await listen(first, port, '127.0.0.1')
    } catch (cause) {
      throw new MockPortError(port, { cause })
    }
    const chosen = portOf(first)
    const second = create()
    try {
      await listen(second, chosen, '::1')
      return [first, second]
    } catch (cause) {
      if (hasErrorCode(cause, 'EADDRNOTAVAIL') || hasErrorCode(cause, 'EAFNOSUPPORT')) return [first]
      await closeServer(first)
      // A port that is free on one address may be taken on the other.
      if (port !== 0 || attempt === 10) throw new MockPortError(chosen, { cause })
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  // A server that listens on a port has an address with one.
  return (server.address() as AddressInfo).port
}

function closeServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
