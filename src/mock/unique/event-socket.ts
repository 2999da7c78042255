import { Hono } from 'hono/tiny'
import type { Exchange } from '../exchange.ts'
import type { Audience } from './audience.ts'
import { CHOSEN, CREATED } from './chosen-event.ts'
import { identify } from './identity.ts'
import type { MockApp } from './route.ts'
import { UniqueError } from './unique-error.ts'

const SUBSCRIPTIONS = [CHOSEN, CREATED, 'unique.ingestion.content.uploaded', 'unique.ingestion.content.finished']

/** The event socket. It ignores base paths (Unique specification 4.1). */
export function eventSocket(audience: Audience, defaultUserId: string): MockApp {
  const app: MockApp = new Hono()
  app.get('/events/stream', (context) => {
    const exchange = context.env
    const identity = identify(exchange, { defaultUserId })
    const subscriptions = readSubscriptions(exchange)
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }
    // Asked for the headers only: nobody would read what a user says.
    if (exchange.method === 'HEAD') return new Response(null, { headers })
    const body = audience.connect(identity, {
      subscriptions,
      lastEventId: exchange.headers.get('last-event-id') ?? '',
      // Who does not ask for events may read nothing but lines of data.
      takesIds: /\btext\/event-stream\b/i.test(exchange.headers.get('accept') ?? ''),
    })
    // 204 ends the stream by the rules of WHATWG (9.2.3). A live platform never sends it.
    return body === undefined ? new Response(null, { status: 204 }) : new Response(body, { headers })
  })
  return app
}

function readSubscriptions(exchange: Exchange): readonly string[] {
  const { searchParams } = exchange.url
  for (const name of new Set(searchParams.keys())) {
    if (name !== 'subscriptions') {
      exchange.report('query', name, `${name} is not named by the specification (Unique specification 4.1)`)
    }
  }
  const names = (searchParams.get('subscriptions') ?? '').split(',').filter((name) => name !== '')
  if (names.length === 0) throw new UniqueError(400, 'subscriptions is required')
  for (const name of names) {
    if (!SUBSCRIPTIONS.includes(name) && !name.startsWith('unique.magic-table.')) {
      exchange.report('query', 'subscriptions', `${name} is not an event (Unique specification 4.2, 4.3)`)
    }
  }
  return names
}
