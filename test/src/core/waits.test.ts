import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LONGEST_TIMER, systemClock } from '../../../src/core/clock.ts'
import type { Clock } from '../../../src/core/index.ts'
import { pause, startLimit } from '../../../src/core/waits.ts'
import { DifyClient } from '../../../src/dify/index.ts'
import { ChatService, chatEvents } from '../../../src/unique/index.ts'
import { testDify } from '../support/dify.ts'
import { fakeFetch, json } from '../support/fake-fetch.ts'
import { manualClock } from '../support/manual-clock.ts'
import { chatEvent, testSettings } from '../support/unique.ts'

/** 2^31 ms is the first wait that `setTimeout` ends at once. */
const LONG = [LONGEST_TIMER, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 1e12, Number.MAX_VALUE, Number.POSITIVE_INFINITY]

/** A clock as somebody makes one who does not know of that. */
const naive: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  timer: (milliseconds, callback) => {
    const handle = setTimeout(callback, milliseconds)
    return () => clearTimeout(handle)
  },
}

describe.each<[string, Clock]>([
  ['the clock of the system', systemClock],
  ['a clock of somebody else', naive],
])('%s', (_, clock) => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(LONG)('limits to %d ms, not to 1', async (milliseconds) => {
    const callback = vi.fn()
    const callOff = startLimit(clock, milliseconds, callback)
    await vi.advanceTimersByTimeAsync(LONGEST_TIMER - 1)
    expect(callback).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2)
    expect(callback).toHaveBeenCalledTimes(milliseconds <= LONGEST_TIMER + 1 ? 1 : 0)
    callOff()
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each(LONG)('waits %d ms, not 1', async (milliseconds) => {
    let over = false
    void pause(clock, milliseconds).then(() => {
      over = true
    })
    await vi.advanceTimersByTimeAsync(LONGEST_TIMER - 1)
    expect(over).toBe(false)
    await vi.advanceTimersByTimeAsync(2)
    expect(over).toBe(milliseconds <= LONGEST_TIMER + 1)
  })

  test('ends a long limit on time', async () => {
    const callback = vi.fn()
    startLimit(clock, 2 ** 32, callback)
    await vi.advanceTimersByTimeAsync(2 ** 32 - 1)
    expect(callback).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(callback).toHaveBeenCalledTimes(1)
  })
})

test('the clock of the system sleeps long by itself, and wakes when told to', async () => {
  vi.useFakeTimers()
  const aborting = new AbortController()
  const sleeping = systemClock.sleep(Number.POSITIVE_INFINITY, aborting.signal)
  await vi.advanceTimersByTimeAsync(2 ** 33)
  aborting.abort('enough')
  await expect(sleeping).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
  vi.useRealTimers()
})

test('no limit sets no timer', async () => {
  const { dify, limits } = testDify([json({ answer: 'x' })], { timeout: Number.POSITIVE_INFINITY })
  const call = dify.chat.send({ query: 'q' })
  expect(limits()).toEqual([])
  await call
})

// What nothing can be done with is refused where it is said, before any request, with the name of the option.
describe.each([Number.NaN, -1, Number.NEGATIVE_INFINITY, '5' as unknown as number])('%s is refused as', (value) => {
  const { fetch, requests } = fakeFetch(json({}))
  const { dify } = testDify([json({})])
  const service = () => ChatService.fromEvent(chatEvent(), testSettings({ fetch }))
  const base = { apiKey: 'key', fetch }

  test.each<[string, () => unknown]>([
    ['timeout', () => new DifyClient({ ...base, timeout: value })],
    ['maxRetries', () => new DifyClient({ ...base, maxRetries: value })],
    ['timeout', () => testSettings({ timeout: value })],
    ['maxRetries', () => testSettings({ maxRetries: value })],
    ['timeout', () => dify.chat.send({ query: 'q', timeout: value })],
    ['timeout', () => dify.chat.stream({ query: 'q', timeout: value })],
    ['idleTimeout', () => dify.chat.stream({ query: 'q', idleTimeout: value })],
    ['timeout', () => service().freeUserInput({ timeout: value })],
    ['modelTimeout', () => service().completeWithReferences({ messages: [], model: 'm', modelTimeout: value })],
    ['reconnectDelay', () => chatEvents(testSettings({ fetch }), { reconnectDelay: value })],
    ['maxReconnectDelay', () => chatEvents(testSettings({ fetch }), { maxReconnectDelay: value })],
    ['maxConnectionAge', () => chatEvents(testSettings({ fetch }), { maxConnectionAge: value })],
    ['heartbeatTimeout', () => chatEvents(testSettings({ fetch }), { heartbeatTimeout: value })],
  ])('%s: %#', async (name, call) => {
    await expect((async () => call())()).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_argument',
      message: expect.stringMatching(new RegExp(`^${name} must be a number`)),
    })
    expect(requests).toHaveLength(0)
  })
})

describe('a server that asks for', () => {
  test.each([0, 1, 19])('a wait of %d ms is not believed', async (milliseconds) => {
    const { clock, sleeps } = manualClock()
    const headers = { 'retry-after-ms': String(milliseconds) }
    const { dify } = testDify([json({}, { status: 429, headers })], { clock, maxRetries: 3 })
    await dify.chat.send({ query: 'q' }).catch(() => {})
    expect(sleeps).toEqual([500, 1000, 2000])
  })
})
