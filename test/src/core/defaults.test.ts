import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/core/clock.ts'
import { currentEnvironment } from '../../../src/core/environment.ts'
import { createHttpClient } from '../../../src/core/http/index.ts'
import { consoleLogger, silentLogger } from '../../../src/core/logger.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the clock of the system', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('sleeps as long as it is told, and listens to the signal no longer', async () => {
    const { signal } = new AbortController()
    let awake = false
    const sleeping = systemClock.sleep(50, signal).then(() => {
      awake = true
    })
    await vi.advanceTimersByTimeAsync(49)
    expect(awake).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await sleeping
    expect(systemClock.now()).toBe(1050)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('an abort ends the sleep with its reason and leaves no timer', async () => {
    const aborting = new AbortController()
    const sleeping = systemClock.sleep(50, aborting.signal)
    aborting.abort('enough')
    await expect(sleeping).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    await expect(systemClock.sleep(50, aborting.signal)).rejects.toMatchObject({ code: 'aborted' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a timer goes off once, unless it was called off', () => {
    const callback = vi.fn()
    systemClock.timer(10, callback)
    const callOff = systemClock.timer(10, callback)
    callOff()
    vi.advanceTimersByTime(100)
    expect(callback).toHaveBeenCalledTimes(1)
  })
})

test('the default logger puts warnings and errors on the console, and nothing else', () => {
  const methods = ['debug', 'info', 'warn', 'error'] as const
  const spies = Object.fromEntries(
    methods.map((level) => [level, vi.spyOn(console, level).mockImplementation(() => {})]),
  )
  for (const level of methods) {
    consoleLogger[level](`${level} 1`)
    consoleLogger[level](`${level} 2`, { a: 1 })
    silentLogger[level]('nothing')
  }
  expect(methods.map((level) => spies[level]!.mock.calls)).toEqual([
    [],
    [],
    [['warn 1'], ['warn 2', { a: 1 }]],
    [['error 1'], ['error 2', { a: 1 }]],
  ])
})

test('the default fetch is the global one at the time of the request', async () => {
  const http = createHttpClient({ baseUrl: 'https://example.com', headers: {}, secrets: [], describeError: () => ({}) })
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => Response.json({ a: 1 }))
  vi.stubGlobal('fetch', fetch)
  expect(await http.json({ method: 'GET', path: '/x' })).toEqual({ a: 1 })
  expect(fetch.mock.calls[0]![0]).toBe('https://example.com/x')
})

test('the default environment is that of the process, and empty where there is none', () => {
  vi.stubEnv('PARLEY_TEST_VARIABLE', 'set')
  expect(currentEnvironment().PARLEY_TEST_VARIABLE).toBe('set')
  vi.stubGlobal('process', undefined)
  expect(currentEnvironment()).toEqual({})
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})
