import { type CallOptions, checkSignal } from '../core/http/index.ts'
import { checkNumbers } from '../core/waits.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import { fromWireWorkflowRun, type WorkflowRun } from '../platforms/dify/workflow-run.ts'
import { DEFAULT_IDLE_TIMEOUT, type UserOptions } from './chat.ts'
import { ChatStream } from './chat-stream.ts'
import { type DifyContext, userOf } from './context.ts'
import { readOne } from './lists.ts'

/** From where the events of a run are told, and until when. */
export interface RunEventsOptions extends UserOptions {
  /**
   * `true` begins with what has happened so far; the text comes in one piece.
   *
   * @default only what is new
   */
  includeSnapshot?: boolean | undefined
  /**
   * `true` keeps the stream open while the run waits for a person.
   *
   * @default it ends there
   */
  continueOnPause?: boolean | undefined
  /**
   * Milliseconds without a byte after which the stream is taken for dead; `Infinity` for no limit.
   *
   * @default 60_000
   */
  idleTimeout?: number | undefined
}

/** Runs of a chatflow, by the `workflowRunId` of its answers and events. Other apps have none. */
export class Workflows {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /**
   * How far a run is, or how it has ended.
   *
   * @throws BadRequestError `not_workflow_app`: the app is no chatflow
   * @throws NotFoundError there is no such run of the app
   */
  run(workflowRunId: string, options: CallOptions = {}): Promise<WorkflowRun> {
    const request = { method: 'GET' as const, path: DIFY_PATHS.workflowRun(workflowRunId), ...options }
    return readOne(this.#context, request, 'a run', fromWireWorkflowRun)
  }

  /**
   * The events of a run that goes on, after a person has filled in its form or a connection has broken: an answer that
   * is being written, as `chat.stream` has it. Of a run that is over only its end is told, so that `final` has the
   * answer and no ids of the message.
   *
   * The request is made when reading begins, which throws a `NotFoundError` for a run that is unknown or another user's.
   *
   * @throws ConfigurationError `missing_user` or `invalid_argument`, at once
   */
  events(workflowRunId: string, options: RunEventsOptions = {}): ChatStream {
    const { signal: ofCall, timeout, idleTimeout = DEFAULT_IDLE_TIMEOUT } = options
    checkSignal(ofCall)
    checkNumbers('limit', { timeout, idleTimeout })
    const { http } = this.#context
    const user = userOf(this.#context, options.user)
    const path = DIFY_PATHS.workflowEvents(workflowRunId)
    const query = {
      user,
      ...(options.includeSnapshot ? { include_state_snapshot: 'true' } : {}),
      ...(options.continueOnPause ? { continue_on_pause: 'true' } : {}),
    }
    return new ChatStream({
      open: (signal) => http.open({ method: 'GET', path, query, signal, timeout }),
      stop: async (taskId) => {
        await http.json({ method: 'POST', path: DIFY_PATHS.stop(taskId), json: { user }, idempotent: true })
      },
      logger: http.logger,
      mask: http.mask,
      idleTimeout,
      signal: ofCall,
    })
  }
}
