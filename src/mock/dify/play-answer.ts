import type { ErrorEventFault } from '../fault.ts'
import { DifyError } from './dify-error.ts'
import type { ReplyEvents } from './reply-frames.ts'
import type { Run } from './run.ts'
import { speakAnswer } from './speak-answer.ts'

/** Dify specification 4.1, ping timing. */
const PING_INTERVAL = 10_000

/**
 * Tells of an answer as far as it goes by itself: to its end, to a failure, to the moment where a person is asked, or
 * to the wait for a stop.
 */
export function playAnswer(run: Run, events: ReplyEvents, failure?: ErrorEventFault): void {
  const { app, message, answer } = run
  // After a pause the model writes on.
  let text = message.answer
  let pinged = app.now()
  const deltas = failure === undefined ? answer.deltas : answer.deltas.slice(0, failure.afterDeltas ?? 0)
  for (const delta of deltas) {
    const now = app.now()
    if (now - pinged >= PING_INTERVAL) {
      run.ping()
      pinged = now
    }
    text += delta
    events.delta(delta)
    run.progress(text)
  }

  if (failure !== undefined) {
    const { status = 400, code = 'completion_request_error' } = failure
    const error = new DifyError(status, code, failure.message ?? 'The model provider refused the request.')
    run.fail(text, error.message)
    events.failed(error.message)
    const silent = app.settings.mode === 'advanced-chat' && !app.settings.chatflowErrorEvent
    if (!silent) run.send({ event: 'error', ...run.ids, ...error.envelope })
    run.endStreams()
    return
  }

  if (answer.replacement !== undefined) {
    text = answer.replacement
    events.replace(text)
  }
  if (answer.humanInput !== undefined && events.pause !== undefined) {
    run.pause(text)
    events.pause(text, answer.humanInput)
    run.endStreams('paused')
    return
  }
  if (answer.untilStopped && run.isStreamed) {
    app.running.set(message.taskId, {
      user: message.user,
      stop() {
        app.running.delete(message.taskId)
        run.finish(text)
        events.end(text, 'stopped')
        if (app.settings.autoPlay) speakAnswer(run, text)
        run.endStreams()
      },
    })
    return
  }
  run.finish(text)
  events.end(text, 'succeeded')
  if (app.settings.autoPlay) speakAnswer(run, text)
  run.endStreams()
}
