/** One request as a `fetch` received it. */
export interface SentRequest {
  url: string
  method: string
  headers: Headers
  /** Parsed where it is JSON. */
  body: unknown
  signal: AbortSignal
}

export type Answer = Response | Error | ((request: SentRequest) => Response | Promise<Response>)

/** A `fetch` that gives the answers in order, the last one for ever, and keeps the requests. */
export function fakeFetch(...answers: Answer[]) {
  const requests: SentRequest[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request: SentRequest = {
      url,
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
      signal: init.signal!,
    }
    requests.push(request)
    const answer = answers[Math.min(requests.length, answers.length) - 1]!
    if (answer instanceof Error) throw answer
    return answer instanceof Response ? answer.clone() : answer(request)
  }
  return { fetch, requests }
}

export const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init)

/** An answer that never comes. */
export const never = () => new Promise<Response>(() => {})

/** What Node's `fetch` throws; `code` is that of the socket. */
export const fetchFailed = (code?: string) =>
  new TypeError('fetch failed', code === undefined ? {} : { cause: Object.assign(new Error(code), { code }) })

/** An event stream of these bytes or texts, each a network chunk. */
export function eventStream(chunks: Iterable<string | Uint8Array>, { ends = true, breaks = false } = {}): Response {
  const encoder = new TextEncoder()
  const queue = [...chunks].map((chunk) => (typeof chunk === 'string' ? encoder.encode(chunk) : chunk))
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = queue.shift()
      if (chunk) controller.enqueue(chunk)
      else if (breaks) controller.error(new TypeError('terminated'))
      else if (ends) controller.close()
      // Otherwise the stream stays open and silent.
      else return new Promise(() => {})
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

/** Frames of a Dify stream. */
export const frames = (...events: object[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`)
