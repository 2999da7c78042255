import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { RecordedRequest } from '../src/mock/index.ts'
import { runOwnExample, skippedExamples } from './run-example-under-host.ts'
import { wireSources } from './wire-sources.ts'

const examples = [
  'blocking_response',
  'from_dify_oapi',
  'from_python',
  'from_the_shell',
  'from_unique_toolkit',
  'get_suggested_questions',
  'minimal_chat_document_app',
  'send_chat_message',
  'show_dify_options',
  'show_unique_options',
  'stop_chat_generation',
  'streaming_response',
  'upload_to_chat',
]

/** What Node's `fetch` adds to every request by itself; it differs between versions of Node. */
const transport = new Set(['accept-encoding', 'accept-language', 'connection', 'host', 'sec-fetch-mode', 'user-agent'])

async function record(name: string): Promise<{ requests: RecordedRequest[]; deviations: readonly unknown[] }> {
  const { result, host } = await runOwnExample(name)
  expect(result.diagnostics).toEqual([])
  const { requests, deviations } = host.mock
  // The socket is opened again while an event is being handled, so only the order on either side is fixed.
  const isSocket = (request: RecordedRequest) => request.path.includes('/event-socket/')
  return { requests: [...requests.filter(isSocket), ...requests.filter((request) => !isSocket(request))], deviations }
}

/** A request with what differs from run to run (port, time, length of the port) put in words. */
function toFixture({ method, path, query, headers, body, status }: RecordedRequest) {
  // Any type is no wish, and the length of JSON follows from the JSON.
  const kept = Object.entries(headers).filter(
    ([name, value]) => !transport.has(name) && value !== '*/*' && (name !== 'content-length' || method === 'PUT'),
  )
  const text = JSON.stringify({ method, path, query, headers: Object.fromEntries(kept), body, status })
  return JSON.parse(
    text
      .replace(/localhost:\d+/g, 'localhost:<port>')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
      .replace(/boundary=[^"]+/g, 'boundary=<boundary>'),
  )
}

/** `body input.key`, `header x-app-id`, `query subscriptions`: everything that a request says, by name. */
function namesIn(request: ReturnType<typeof toFixture>): string[] {
  const leaves = (value: unknown, name: string): string[] => {
    if (Array.isArray(value)) return value.length === 0 ? [name] : value.flatMap((item) => leaves(item, `${name}[]`))
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [name]
    return Object.entries(value).flatMap(([key, item]) => leaves(item, name === '' ? key : `${name}.${key}`))
  }
  const of = (where: string, value: object) => Object.keys(value).map((name) => `${where} ${name}`)
  const body = request.body === undefined ? [] : leaves(request.body, '').map((name) => `body ${name}`)
  // An empty object of inputs or metadata is itself what is sent.
  return [...of('query', request.query), ...of('header', request.headers), ...body]
}

function routeOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replace(/^\/public/, '').replace(/\/(msg|cont|message_log)_\w+|\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/*')}`
}

// Without its interpreter, an example in another language sends nothing.
const skipped = await skippedExamples()

describe.each(examples)('%s on the wire', (name) => {
  let recorded: ReturnType<typeof record> | undefined
  const recordOnce = () => {
    recorded ??= record(name)
    return recorded
  }

  it.skipIf(skipped.has(name))('sends the recorded requests, and nothing that its platform does not know', async () => {
    const { requests, deviations } = await recordOnce()
    const fixture = fileURLToPath(new URL(`fixtures/wire/${name}.json`, import.meta.url))
    await expect(`${JSON.stringify(requests.map(toFixture), null, 2)}\n`).toMatchFileSnapshot(fixture)
    expect(deviations).toEqual([])
  })

  it.skipIf(skipped.has(name))('sends no header and no field that is not specified', async () => {
    const { requests } = await recordOnce()
    const unknown = requests.map(toFixture).flatMap((request) => {
      const sources = wireSources[routeOf(request)] ?? {}
      return namesIn(request)
        .filter((part) => !(part in sources))
        .map((part) => `${routeOf(request)}: ${part}`)
    })
    expect(unknown).toEqual([])
  })
})
