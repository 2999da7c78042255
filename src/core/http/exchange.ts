import type { Clock } from '../clock.ts'
import { AbortError, ConnectionError, SdkError, TimeoutError } from '../errors/index.ts'
import { startLimit } from '../waits.ts'
import type { Mask } from './mask.ts'

export interface ExchangeOptions {
  clock: Clock
  /** Milliseconds until the answer must be complete; `Infinity` for none. */
  timeout: number
  signal: AbortSignal | undefined
  /** Its name in messages, such as `GET https://example.com/messages`. */
  title: string
  mask: Mask
}

/**
 * One attempt at one request: it ends when the answer is read, when the caller aborts or when time is up.
 *
 * Every wait is raced against the last two, because an injected `fetch` (a mock, a service worker) need not watch the
 * signal it is given.
 */
export class Exchange {
  readonly title: string
  readonly #controller = new AbortController()
  readonly #clock: Clock
  readonly #mask: Mask
  readonly #stopTimer: () => void
  readonly #unlink: () => void
  /** Ends a wait that is going on. */
  readonly #interrupts = new Set<(reason: unknown) => void>()

  constructor({ clock, timeout, signal, title, mask }: ExchangeOptions) {
    this.title = title
    this.#mask = mask
    this.#clock = clock
    this.#stopTimer = startLimit(clock, timeout, () =>
      this.#abort(new TimeoutError(`${title} was not answered within ${timeout} ms.`, { timeout })),
    )
    const abort = () =>
      this.#abort(new AbortError(`${title} was aborted by the caller.`, { cause: mask(signal?.reason) }))
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
    this.#unlink = () => signal?.removeEventListener('abort', abort)
  }

  /** Aborts with an `AbortError` or a `TimeoutError` as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The value, or the error that a caller should see: an abort and a time-out win over what they cause. */
  async race<Value>(start: () => Promise<Value>): Promise<Value> {
    const { signal } = this
    if (signal.aborted) throw signal.reason
    let interrupt: (reason: unknown) => void = () => {}
    try {
      return await new Promise<Value>((resolve, reject) => {
        interrupt = reject
        this.#interrupts.add(reject)
        start().then(resolve, reject)
      })
    } catch (error) {
      if (SdkError.isInstance(error)) throw error
      const cause = this.#mask(error)
      throw new ConnectionError(`${this.title} failed: no complete answer arrived${reasonOf(cause)}.`, { cause })
    } finally {
      this.#interrupts.delete(interrupt)
    }
  }

  /** From here on the answer may take any time; only the gaps count, and the caller's signal. */
  liftTimeout(): void {
    this.#stopTimer()
  }

  /** Aborts when nothing has happened for this long. Returns the function that says that something has. */
  idleTimer(timeout: number): () => void {
    return startLimit(this.#clock, timeout, () =>
      this.#abort(new TimeoutError(`${this.title} sent nothing for ${timeout} ms.`, { timeout })),
    )
  }

  /** The answer is read: nothing may fire any more. */
  finish(): void {
    this.#stopTimer()
    this.#unlink()
  }

  /** Closes the connection whose answer nobody wants any more. */
  close(): void {
    this.finish()
    this.#abort(new AbortError(`${this.title} was closed before its end.`))
  }

  #abort(reason: SdkError): void {
    // First, so that who waits hears the reason, and not what becomes of the request.
    for (const interrupt of this.#interrupts) interrupt(reason)
    this.#controller.abort(reason)
  }
}

/** The cause below the words of `fetch`, which are the same for all: why the system has refused, where it says so. */
function reasonOf(error: unknown): string {
  let reason: unknown
  for (let cause = error; cause instanceof Error && cause.cause !== cause; cause = cause.cause) reason = cause
  if (reason === error || !(reason instanceof Error)) return ''
  const code = 'code' in reason && typeof reason.code === 'string' ? reason.code : ''
  const words = reason.message || code
  return words === '' ? '' : ` (${words})`
}
