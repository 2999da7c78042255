import { type Clock, systemClock } from '../core/clock.ts'
import { AbortError, SdkError } from '../core/errors/index.ts'
import { type CallOptions, checkSignal, type HttpClient } from '../core/http/index.ts'
import { checkNumbers, pause } from '../core/waits.ts'
import { getMessage } from '../platforms/unique/messages-endpoint.ts'

/** Options of `Cancellation.run`. */
export interface RunWithCancellationOptions<Result> {
  /** Milliseconds between two looks at the message, `Infinity` for one look. Default: 2000. */
  pollInterval?: number | undefined
  /** The result of the run when the user has pressed Stop. Default: `undefined`. */
  cancelResult?: Result | undefined
  /** Ends the run with an `AbortError`, as soon as the task has come to its end. */
  signal?: AbortSignal | undefined
}

/** The message that a watcher looks at: the current assistant message of a chat. */
interface Watched {
  http: HttpClient
  clock: Clock | undefined
  chatId: string
  messageId: () => string
}

/**
 * Knows whether the user has pressed Stop. The platform says so in the assistant message, `userAbortedAt`, and has to be
 * asked (Unique specification 6.5). It ends its own model by itself; what else the app does is up to the app, as is
 * `freeUserInput` afterwards.
 *
 * Sticky: a watcher that has seen it once does not ask again.
 */
export class Cancellation {
  readonly #watched: Watched
  #isCancelled = false

  constructor(watched: Watched) {
    this.#watched = watched
  }

  /** Whether an earlier look has seen it. */
  get isCancelled(): boolean {
    return this.#isCancelled
  }

  /**
   * Looks once. A look that fails is logged and counts as "not cancelled": a task must not end for it.
   *
   * @throws AbortError when `signal` aborts
   */
  async check(options: CallOptions = {}): Promise<boolean> {
    if (this.#isCancelled) return true
    const { http, chatId, messageId } = this.#watched
    try {
      const message = await getMessage(http, chatId, messageId(), options)
      this.#isCancelled ||= message.userAbortedAt !== undefined
    } catch (error) {
      if (options.signal?.aborted || !SdkError.isInstance(error)) throw error
      http.logger.warn('Whether the user has pressed Stop is not known.', { code: error.code })
    }
    return this.#isCancelled
  }

  /**
   * Runs a task and looks beside it. When the user presses Stop, the signal that the task got aborts; the run results in
   * `cancelResult` as soon as the task has come to its end, however it does. Pass the signal on to whatever the task
   * calls: a task that pays no attention to it runs on.
   *
   * @throws whatever the task throws of its own accord
   * @throws AbortError when `signal` aborts
   */
  async run<Result>(
    task: (signal: AbortSignal) => Promise<Result>,
    { pollInterval = 2_000, cancelResult, signal }: RunWithCancellationOptions<Result> = {},
  ): Promise<Result | undefined> {
    checkNumbers('limit', { pollInterval })
    checkSignal(signal)
    const stopping = new AbortController()
    const done = new AbortController()
    const forTask = signal == null ? stopping.signal : AbortSignal.any([signal, stopping.signal])
    if (signal?.aborted) throw this.#aborted(signal)

    const watching = this.#watch(pollInterval, AbortSignal.any([forTask, done.signal]), () =>
      stopping.abort(new AbortError('The user has pressed Stop.')),
    )
    try {
      const result = await task(forTask)
      if (signal?.aborted) throw this.#aborted(signal)
      return stopping.signal.aborted ? cancelResult : result
    } catch (error) {
      if (stopping.signal.aborted && isAbort(error, stopping.signal)) return cancelResult
      throw error
    } finally {
      done.abort()
      await watching
    }
  }

  async #watch(pollInterval: number, signal: AbortSignal, onCancelled: () => void): Promise<void> {
    const clock = this.#watched.clock ?? systemClock
    try {
      while (!(await this.check({ signal }))) await pause(clock, pollInterval, signal)
      onCancelled()
    } catch (error) {
      // The task is over, or the caller wants no more of it.
      if (!signal.aborted) this.#watched.http.logger.warn('Nobody looks for Stop any more.', { error })
    }
  }

  #aborted(signal: AbortSignal): AbortError {
    return new AbortError('The task was aborted.', { cause: this.#watched.http.mask(signal.reason) })
  }
}

/** The errors that end a task whose signal has aborted: an error of ours, of `fetch`, or the reason itself. */
function isAbort(error: unknown, signal: AbortSignal): boolean {
  return (
    error === signal.reason ||
    AbortError.isInstance(error) ||
    (typeof error === 'object' && error !== null && Reflect.get(error, 'name') === 'AbortError')
  )
}
