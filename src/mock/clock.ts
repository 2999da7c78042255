import type { Clock } from '../core/index.ts'

/** Where the mock reads the time from: any clock of the SDK will do. */
export type MockClock = Pick<Clock, 'now'>

/** How a {@link steppingClock} runs. */
export interface SteppingClockOptions {
  /** The first instant it shows. Default: 2025-01-15T09:00:00Z. */
  readonly start?: number
  /** Milliseconds between two readings. Default: 1000, so that times in whole seconds (Dify) differ as well. */
  readonly step?: number
}

/** A clock that moves only when it is read: two runs with the same requests show the same times. */
export function steppingClock(options: SteppingClockOptions = {}): MockClock {
  const step = options.step ?? 1000
  let next = options.start ?? Date.UTC(2025, 0, 15, 9)
  return {
    now() {
      const now = next
      next += step
      return now
    },
  }
}
