import { type Clock, systemClock, type Fetch, SdkError, consoleLogger } from '@parley/sdk'
import { DifyClient, type DifyClientOptions } from '@parley/sdk/dify'

const limits = new Set<number>()
const waits: number[] = []

const clock: Clock = {
  now: () => Date.UTC(2025, 0, 15, 9),
  timer(milliseconds, callback) {
    limits.add(milliseconds)
    return systemClock.timer(milliseconds, callback)
  },
  async sleep(milliseconds) {
    waits.push(milliseconds)
  },
}

async function ask(answer: () => Response | Promise<Response>, options?: Partial<DifyClientOptions>) {
  let count = 0
  const fetch: Fetch = async () => {
    count++
    return answer()
  }
  const dify = new DifyClient({ apiKey: 'app-key', user: 'user-123', fetch, clock, random: () => 0, ...options })
  const failure = await dify.messages.suggested('1').catch((error) => error)
  const reads = count
  await dify.chat.send({ query: 'Hello' }).catch(() => {})
  const { name, code, message } = SdkError.isInstance(failure) ? failure : { name: 'nothing', code: 'failed', message: '' }
  return { error: `${name} ${code}`, message, counts: `${reads} to read, ${count - reads} to send` }
}

for (const status of [400, 401, 403, 404, 408, 409, 412, 413, 415, 418, 422, 429, 500, 501]) {
  const { error, counts } = await ask(() => new Response(null, { status }))
  console.log(`${status} ${error}: ${counts}`)
}

const fail = (cause?: object) => () => Promise.reject(new TypeError('fetch failed', { cause }))
const never = () => new Promise<Response>(() => {})
const noMore = () => Response.json({ code: 'rate_limit_error', message: 'No more today.' }, { status: 429 })

for (const answer of [fail(), fail({ code: 'ECONNREFUSED' }), never, noMore]) {
  const { error, counts, message } = await ask(answer, { timeout: 20 })
  console.log(`${error}: ${counts}. ${message}`)
}

async function showWaits(headers: Record<string, string>, options?: Partial<DifyClientOptions>) {
  waits.length = 0
  await ask(() => new Response(null, { status: 500, headers }), options)
  console.log(`${JSON.stringify(headers)} waits ${waits.join(', ') || 'nothing'}`)
}

await showWaits({})
await showWaits({}, { maxRetries: 6 })
await showWaits({}, { maxRetries: 6, random: () => 0.8 })
await showWaits({}, { maxRetries: 0 })
await showWaits({ 'retry-after': '3' })
await showWaits({ 'retry-after': 'Wed, 15 Jan 2025 09:00:05 GMT' })
await showWaits({ 'retry-after': '3', 'retry-after-ms': '250' })
await showWaits({ 'retry-after': '60' })
await showWaits({ 'retry-after': '61' })

const html = { headers: { 'content-type': 'text/html' } }
const failures = [
  ...[401, 429, 500, 504].map((status) => () => new Response(null, { status })),
  () => new Response('<html>', { ...html, status: 502 }),
  () => new Response('<html>', html),
  () => Response.json({ answer: 1 }),
]
for (const answer of failures) {
  const { error, message } = await ask(answer)
  console.log(`${error}: ${message}`)
}
const signal = AbortSignal.abort()
const left = new DifyClient({ apiKey: 'app-key', user: 'user-123' }).messages.suggested('1', { signal })
console.log(await left.catch(({ name, code, message }) => `${name} ${code}: ${message}`))

const print = (message: string, details?: object) => console.log(message, JSON.stringify(details))
const answers = [new Response(null, { status: 500 }), Response.json({ data: [] }, { headers: { 'request-id': 'r-1' } })]
await ask(() => answers.shift() ?? new Response(), { logger: { ...consoleLogger, debug: print, info: print } })
