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

/** The longest wait that `setTimeout` knows, 24.8 days. A longer one is over at once there. */
export const LONGEST_TIMER = 2 ** 31 - 1

/** The clock of the system. Waits of any length last as long as they say; one of `Infinity` never ends. */
export const systemClock: Clock = {
  now: () => Date.now(),

  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        callOff()
        reject(new AbortError('Aborted while waiting.', { cause: signal?.reason }))
      }
      const callOff = inParts(setTimer, milliseconds, () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      })
      if (signal?.aborted) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    }),

  timer: (milliseconds, callback) => inParts(setTimer, milliseconds, callback),
}

function setTimer(milliseconds: number, callback: () => void): () => void {
  const handle = setTimeout(callback, milliseconds)
  return () => clearTimeout(handle)
}

/** A timer of any length, made of timers that are short enough for `setTimeout`. */
export function inParts(timer: Clock['timer'], milliseconds: number, callback: () => void): () => void {
  if (milliseconds === Number.POSITIVE_INFINITY) return () => {}
  if (!(milliseconds > LONGEST_TIMER)) return timer(milliseconds, callback)
  let callOff = timer(LONGEST_TIMER, () => {
    callOff = inParts(timer, milliseconds - LONGEST_TIMER, callback)
  })
  return () => callOff()
}
