import { recordBody } from '../../src/mock/exchange.ts'
import { maskHeaders } from '../../src/mock/request-headers.ts'
import type { WorldRun } from '../../tangle/weave/client/worker/world.ts'
import type { SiteEvent, WireEvent } from './events.ts'

type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>

export interface PageFetchOptions {
  /** What answers at an origin. */
  readonly servers: ReadonlyMap<string, Fetch>
  /** Requests to it are shown without the origin. */
  readonly origin: string
  readonly run: WorldRun
  /** Waits before an answer. */
  readonly beforeAnswer: (isStream: boolean) => Promise<void>
  /** Waits before each piece of a stream. */
  readonly beforePiece: () => Promise<void>
}

/** Bodies are shown up to this many UTF-16 units. */
const maximumBody = 20_000

/**
 * The `fetch` of a program in a page: it reaches the mock platforms and nothing else, and everything that goes back and
 * forth is told to the page.
 */
export function createPageFetch(options: PageFetchOptions): Fetch {
  let count = 0
  const tell = (event: WireEvent) => options.run.emit({ kind: 'wire', event } satisfies SiteEvent)

  async function send(request: Request, stack: string): Promise<Response> {
    const id = ++count
    const url = new URL(request.url)
    const secret = url.searchParams.has('key') ? request.url.replace(/([?&]key=)[^&]*/, '$1***') : request.url
    const path = url.origin === options.origin ? secret.slice(url.origin.length) : secret
    const headers = Object.entries(maskHeaders(request.headers))
    tell({ kind: 'request', id, method: request.method, path, headers, line: options.run.lineOf(stack) })
    const server = options.servers.get(url.origin)
    if (!server) {
      const message = `${url.origin} cannot be reached from this page: only the mock platforms at ${options.origin} can.`
      tell({ kind: 'lost', id, message })
      throw new TypeError(message)
    }
    if (request.body !== null) {
      const type = request.headers.get('content-type') ?? ''
      const copy = request.clone().arrayBuffer()
      copy.then((bytes) => tell({ kind: 'request-body', id, text: show(new Uint8Array(bytes), type) })).catch(() => {})
    }
    try {
      const response = await server(request)
      const isStream = /^text\/event-stream\b/.test(response.headers.get('content-type') ?? '')
      await options.beforeAnswer(isStream)
      request.signal.throwIfAborted()
      return watch(response, id, isStream)
    } catch (error) {
      tell({ kind: 'lost', id, message: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }

  function watch(response: Response, id: number, isStream: boolean): Response {
    const type = response.headers.get('content-type') ?? ''
    const headers = Object.entries(maskHeaders(response.headers))
    tell({ kind: 'response', id, status: response.status, headers, isStream })
    if (response.body === null) return response
    if (isStream) return new Response(watchStream(response.body, id), response)
    const copy = response.clone().arrayBuffer()
    copy
      .then((bytes) => tell({ kind: 'response-body', id, text: show(new Uint8Array(bytes), type) }))
      .catch(() => tell({ kind: 'stream-end', id, how: 'broken' }))
    return response
  }

  function watchStream(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    id: number,
  ): ReadableStream<Uint8Array<ArrayBuffer>> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          try {
            // Only an open stream is work: a program that has let go of it may end.
            const { done, value } = await options.run.during(reader.read())
            if (done) {
              tell({ kind: 'stream-end', id, how: 'ended' })
              return controller.close()
            }
            await options.beforePiece()
            tell({ kind: 'frame', id, text: decoder.decode(value, { stream: true }).slice(0, maximumBody) })
            controller.enqueue(value)
          } catch (error) {
            tell({ kind: 'stream-end', id, how: isAbort(error) ? 'left' : 'broken' })
            throw error
          }
        },
        cancel(reason) {
          tell({ kind: 'stream-end', id, how: 'left' })
          return reader.cancel(reason)
        },
      },
      { highWaterMark: 0 },
    )
  }

  return (input, init) => {
    // Before anything is awaited: later the stack has forgotten who asked.
    const stack = new Error('fetch').stack ?? ''
    let request: Request
    try {
      request = new Request(input, init)
    } catch (error) {
      return Promise.reject(error)
    }
    return send(request, stack)
  }
}

/** JSON with indentation, other text as it is, of anything else its size. */
function show(bytes: Uint8Array<ArrayBuffer>, type: string): string {
  const body = recordBody(bytes, type)
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body, null, 2)
  return text.length > maximumBody ? `${text.slice(0, maximumBody)}\n… ${text.length - maximumBody} more` : text
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
