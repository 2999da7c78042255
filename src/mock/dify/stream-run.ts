import type { ErrorEventFault } from '../fault.ts'
import { createPushStream } from '../push-stream.ts'
import { PING } from './frames.ts'
import { playAnswer } from './play-answer.ts'
import { createReplyEvents } from './reply-events.ts'
import type { Run } from './run.ts'

/** Streams an answer (Dify specification 4). */
export function streamRun(run: Run, failure: ErrorEventFault | undefined): Response {
  const listener = { stream: createPushStream(() => run.listeners.delete(listener)), staysOnPause: false }
  run.listeners.add(listener)
  const events = createReplyEvents(run)
  // A chatflow pings at once.
  if (run.app.settings.mode === 'advanced-chat') listener.stream.send(PING)
  events.start()
  playAnswer(run, events, failure)
  return toEventStream(listener.stream)
}

/** The answer to who asked for a stream. */
export function toEventStream({ body }: { readonly body: ReadableStream<Uint8Array<ArrayBuffer>> }): Response {
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' },
  })
}
