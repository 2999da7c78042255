import { type Clock, systemClock } from '@parley/sdk'
import { chatEvents, silentLogger, UniqueSettings } from '@parley/sdk/unique'

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

const stream = (text: string) => new Response(text, { headers: { 'content-type': 'text/event-stream' } })
let requests = 0
const failing = () => Array.from({ length: 7 }, () => new Response(null, { status: 503 }))

async function connect(answers: Response[], options?: Parameters<typeof chatEvents>[1]) {
  const settings = new UniqueSettings({
    ...{ appId: 'app_1', appKey: 'secret', companyId: '1', userId: '2', baseUrl: 'https://unique.example.com' },
    eventFilter: { moduleNames: ['ExternalModule'] },
    ...{ clock, random: () => 0, logger: silentLogger },
    fetch: async (input, { headers }) => {
      if (requests++ === 0) console.log(input, JSON.stringify(headers))
      return answers.shift() ?? new Response(null, { status: 204 })
    },
  })
  try {
    for await (const _ of chatEvents(settings, options));
  } catch (error) {
    console.log(String(error))
  }
  console.log(`limits ${[...limits].join(', ')}; waits ${waits.splice(0).join(', ') || 'none'}`)
  limits.clear()
}

await connect([stream(': nothing\n\n'), ...failing()])
await connect([stream('retry: 50\n\n'), ...failing()])
const own = { reconnectDelay: 10, maxReconnectDelay: 40, maxConnectionAge: 60_000, heartbeatTimeout: 5_000 }
await connect([stream(''), ...failing()], own)

await connect(failing())
const cause = { status: 403, error: { code: 'NO_ACCESS', message: 'This app may not listen.' } }
await connect([Response.json({ error: { cause } }, { status: 500 })])
await connect([Response.json({ message: 'Who are you?' }, { status: 401 })])
await connect([new Response('<html>', { headers: { 'content-type': 'text/html' } })])
