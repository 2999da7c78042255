import { WEBHOOK_HEADERS } from '../../platforms/unique/wire.ts'
import { decodeText, encodeText } from '../bytes.ts'
import { isObject } from '../shape.ts'
import type { WebhookEndpoint } from '../webhook-endpoint.ts'
import type { Audience } from './audience.ts'
import { CHOSEN } from './chosen-event.ts'
import type { Identity } from './identity.ts'

/** So often an event is sent at most: once, and five times more (Unique specification 4.5). */
const ATTEMPTS = 6

/** Sends the events of one subscriber to an endpoint, one after the other, until there are no more. */
export async function deliver(
  audience: Audience,
  identity: Identity,
  { secret, now }: { readonly secret: string; readonly now: () => number },
  endpoint: WebhookEndpoint,
): Promise<void> {
  const works: Promise<unknown>[] = []
  const context = { waitUntil: (work: Promise<unknown>) => void works.push(work) }
  const stream = audience.connect(identity, { subscriptions: [CHOSEN], lastEventId: '', takesIds: false })
  const reader = stream?.getReader()
  try {
    for (let rest = ''; reader !== undefined; ) {
      const { done, value } = await reader.read()
      if (done) break
      const frames = (rest + decodeText(value)).split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (data !== undefined) await send(madeAt(data, now()), secret, (request) => endpoint(request, context))
      }
    }
  } finally {
    // Who gives the endpoint up listens no longer.
    await reader?.cancel()
  }
  await Promise.all(works)
}

/** As if the platform had made it just now: an endpoint looks at its own clock, and refuses what is old. */
function madeAt(data: string, now: number): string {
  return JSON.stringify({ ...JSON.parse(data), createdAt: Math.floor(now / 1000) })
}

async function send(
  data: string,
  secret: string,
  endpoint: (request: Request) => Response | Promise<Response>,
): Promise<void> {
  const headers = await headersOf(data, secret)
  let status = 0
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await endpoint(new Request('http://localhost/webhook', { method: 'POST', headers, body: data }))
    status = answer.status
    await answer.body?.cancel()
    if (answer.ok) return
    const isRepeated = (status >= 300 && status < 400) || status === 429 || (status >= 500 && status < 600)
    if (!isRepeated) throw new Error(`The webhook answered ${status}: the platform sends it nothing any more.`)
  }
  throw new Error(`The webhook answered ${status} each of ${ATTEMPTS} times: the event is lost.`)
}

async function headersOf(data: string, secret: string): Promise<Record<string, string>> {
  const event: unknown = JSON.parse(data)
  const { id, userId, companyId, createdAt } = isObject(event) ? event : {}
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encodeText(secret), algorithm, false, ['sign'])
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, encodeText(data)))
  return {
    'content-type': 'application/json',
    [WEBHOOK_HEADERS.id]: String(id),
    [WEBHOOK_HEADERS.signature]: Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    [WEBHOOK_HEADERS.version]: '1.0.0',
    [WEBHOOK_HEADERS.createdAt]: String(createdAt),
    [WEBHOOK_HEADERS.userId]: String(userId),
    [WEBHOOK_HEADERS.companyId]: String(companyId),
  }
}
