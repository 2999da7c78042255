import { type Clock, inParts, LONGEST_TIMER } from './clock.ts'
import { ConfigurationError } from './errors/index.ts'

/**
 * The one place where the SDK waits and limits, with whatever clock: a clock of somebody else may be made of
 * `setTimeout`, which ends a wait of 2^31 ms and more at once.
 */

/** Calls back when the limit has passed, unless the returned function was called before; never for `Infinity`. */
export function startLimit(clock: Clock, milliseconds: number, callback: () => void): () => void {
  return inParts((part, then) => clock.timer(part, then), milliseconds, callback)
}

/** Waits, however long; rejects with an `AbortError` as soon as the signal aborts. */
export async function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  let rest = milliseconds
  for (; rest > LONGEST_TIMER; rest -= LONGEST_TIMER) await clock.sleep(LONGEST_TIMER, signal)
  await clock.sleep(rest, signal)
}

/** The range that a number of an option must be in. */
interface NumberRule {
  readonly fits: (value: number) => boolean
  readonly wanted: string
}

const RULES = {
  /** After so long something is given up. */
  limit: { fits: (value) => value > 0, wanted: 'a number of milliseconds above 0, or Infinity for no limit' },
  /** A limit that goes to a platform, as JSON, which has no word for `Infinity`. */
  sentLimit: { fits: (value) => value > 0 && Number.isFinite(value), wanted: 'a number of milliseconds above 0' },
  /** So long something waits. */
  delay: { fits: (value) => value >= 0 && Number.isFinite(value), wanted: 'a number of milliseconds, 0 or more' },
  count: { fits: (value) => value >= 0, wanted: 'a number, 0 or more' },
} as const satisfies Record<string, NumberRule>

/**
 * Refuses numbers of the caller that nothing can be done with: `NaN` would never be over or at once, depending on who
 * looks.
 *
 * @param values by the name of the option; `undefined` is its default
 * @throws ConfigurationError `invalid_argument`
 */
export function checkNumbers(rule: keyof typeof RULES, values: Readonly<Record<string, number | undefined>>): void {
  const { fits, wanted } = RULES[rule]
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || (typeof value === 'number' && fits(value))) continue
    const given = typeof value === 'number' ? String(value) : typeof value
    throw new ConfigurationError(`${name} must be ${wanted}, not ${given}.`, { code: 'invalid_argument' })
  }
}
