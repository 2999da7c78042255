import { AbortError, type Clock } from '../../../src/core/index.ts'

/** A clock whose sleeps are over at once, and whose timers go off when told. */
export function manualClock(start = Date.UTC(2025, 0, 15, 9)) {
  const sleeps: number[] = []
  const timers = new Map<() => void, number>()
  const clock: Clock = {
    now: () => start,
    async sleep(milliseconds, signal) {
      if (signal?.aborted) throw new AbortError('aborted')
      sleeps.push(milliseconds)
    },
    timer(milliseconds, callback) {
      timers.set(callback, milliseconds)
      return () => timers.delete(callback)
    },
  }
  return {
    clock,
    sleeps,
    /** The limits that are set now. */
    limits: () => [...timers.values()],
    /** Lets all timers of this length go off. */
    ring(milliseconds: number) {
      for (const [callback, limit] of timers) {
        if (limit !== milliseconds) continue
        timers.delete(callback)
        callback()
      }
    },
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
