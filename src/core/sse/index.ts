export { createEventDecoder, type ReadOptions, readServerSentEvents } from './read-server-sent-events.ts'
export type { ServerSentEvent } from './server-sent-event.ts'
