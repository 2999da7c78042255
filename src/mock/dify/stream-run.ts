import type { ErrorEventFault } from '../fault.ts'
import { createPushStream, type PushStream } from '../push-stream.ts'
import { DifyError } from './dify-error.ts'
import { createReplyEvents } from './reply-events.ts'
import type { Run } from './run.ts'

const PING = 'event: ping\n\n'
/** Dify specification 4.1, ping timing. */
const PING_INTERVAL = 10_000

/** Streams an answer (Dify specification 4). */
export function streamRun(run: Run, failure: ErrorEventFault | undefined): Response {
  const { app, message, answer } = run
  const stream = createPushStream()
  const events = createReplyEvents(run, (event) => send(stream, event))
  let text = ''

  // A chatflow pings at once.
  if (app.settings.mode === 'advanced-chat') stream.send(PING)
  events.start()
  let pinged = message.createdAt
  const deltas = failure === undefined ? answer.deltas : answer.deltas.slice(0, failure.afterDeltas ?? 0)
  for (const delta of deltas) {
    const now = app.now()
    if (now - pinged >= PING_INTERVAL) {
      stream.send(PING)
      pinged = now
    }
    text += delta
    events.delta(delta)
    run.progress(text)
  }

  if (failure === undefined && answer.replacement !== undefined) {
    text = answer.replacement
    events.replace(text)
  }

  if (failure !== undefined) {
    const { status = 400, code = 'completion_request_error' } = failure
    const error = new DifyError(status, code, failure.message ?? 'The model provider refused the request.')
    run.fail(text, error.message)
    events.failed(error.message)
    const silent = app.settings.mode === 'advanced-chat' && !app.settings.chatflowErrorEvent
    if (!silent) send(stream, { event: 'error', ...run.ids, ...error.envelope })
    stream.end()
  } else if (answer.untilStopped) {
    app.running.set(message.taskId, {
      user: message.user,
      stop() {
        app.running.delete(message.taskId)
        run.finish(text)
        events.end(text, 'stopped')
        stream.end()
      },
    })
  } else {
    run.finish(text)
    events.end(text, 'succeeded')
    stream.end()
  }
  return new Response(stream.body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' },
  })
}

/** One frame: one line of JSON, no name outside of it (Dify specification 4.1). */
function send(stream: PushStream, event: Record<string, unknown>): void {
  stream.send(`data: ${JSON.stringify(event)}\n\n`)
}
