import { type Clock, systemClock, silentLogger } from '@parley/sdk'
import { createWebhookHandler, signedWebhookRequest, UniqueSettings } from '@parley/sdk/unique'

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

const endpointSecret = 'usig_test'
const identity = { appId: 'app_test', appKey: 'ukey_test', companyId: '1', userId: '2' }
const baseUrl = 'https://gateway.example.com'
const handler = createWebhookHandler(
  new UniqueSettings({ ...identity, baseUrl, endpointSecret, clock, logger: silentLogger }),
  { onEvent: () => {} },
)

for (const age of [300_000, 301_000]) {
  const createdAt = new Date(clock.now() - age)
  const request = await signedWebhookRequest({ event: 'other' }, { secret: endpointSecret, createdAt })
  console.log(`${age} ms old: ${(await handler(request)).status}`)
}
for (const size of [10_000_000, 10_000_001]) {
  const createdAt = new Date(clock.now())
  const request = await signedWebhookRequest(' '.repeat(size), { secret: endpointSecret, createdAt })
  console.log(`${size} bytes: ${(await handler(request)).status}`)
}
