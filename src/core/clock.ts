import { AbortError } from './errors/index.ts'

/** Everything the SDK knows about time. Pass another one to make tests independent of it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Waits, as between two attempts. Rejects with an `AbortError` as soon as the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Calls back once when a limit has passed, unless the returned function was called before. */
  timer(milliseconds: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),

  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(handle)
        reject(new AbortError('Aborted while waiting.', { cause: signal?.reason }))
      }
      const handle = setTimeout(() => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }, milliseconds)
      if (signal?.aborted) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    }),

  timer: (milliseconds, callback) => {
    const handle = setTimeout(callback, milliseconds)
    return () => clearTimeout(handle)
  },
}
