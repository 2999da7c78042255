import { afterEach, describe, expect, test } from 'vitest'
import { AbortError } from '../../../src/unique/index.ts'
import { settle } from '../support/manual-clock.ts'
import { startChat } from './against-mock.ts'

const closing: (() => void)[] = []

async function start(...parameters: Parameters<typeof startChat>) {
  const started = await startChat(...parameters)
  closing.push(() => started.mock.close())
  return started
}

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Ends when its signal aborts, as everything of the SDK does. */
const endless = (signal: AbortSignal) =>
  new Promise<string>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

describe('check', () => {
  test('sees Stop, and asks no more', async () => {
    const { mock, chat } = await start()
    expect(await chat.cancellation.check()).toBe(false)
    expect(mock.pressStop()).toBe(true)
    expect(mock.pressStop()).toBe(false)
    expect(chat.cancellation.isCancelled).toBe(false)
    expect(await chat.cancellation.check()).toBe(true)
    const before = mock.requests.length
    expect(await chat.cancellation.check()).toBe(true)
    expect(chat.cancellation.isCancelled).toBe(true)
    expect(mock.requests).toHaveLength(before)
    expect((await chat.getMessage()).userAbortedAt).toBeInstanceOf(Date)
    expect(mock.transcript()).toEqual(['user: Hello', 'input: locked', 'input: stopped'])
    expect(mock.deviations).toEqual([])
  })

  test('that fails counts as "not cancelled"', async () => {
    const { mock, chat } = await start({
      faults: [{ kind: 'answer', status: 403, path: '/messages/*', nth: 1 }],
    })
    mock.pressStop()
    expect(await chat.cancellation.check()).toBe(false)
    expect(await chat.cancellation.check()).toBe(true)
  })

  test('ends with its signal', async () => {
    const { chat } = await start()
    await expect(chat.cancellation.check({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
  })
})

describe('run', () => {
  test('results in what the task does, and looks no longer', async () => {
    const { mock, chat, wake } = await start()
    expect(await chat.cancellation.run(async () => 'done')).toBe('done')
    const looks = () => mock.requests.filter(({ path }) => path.includes('/messages/')).length
    await settle()
    const before = looks()
    await wake()
    expect(looks()).toBe(before)
  })

  test('ends the task when the user presses Stop', async () => {
    const { mock, chat, wake } = await start()
    const result = chat.cancellation.run(endless, { cancelResult: 'stopped' })
    await settle()
    mock.pressStop()
    await wake()
    expect(await result).toBe('stopped')
    expect(chat.cancellation.isCancelled).toBe(true)
    // The next one is told at once.
    expect(await chat.cancellation.run(endless)).toBeUndefined()
  })

  test('waits for a task that pays no attention, and does not take its result', async () => {
    const { mock, chat } = await start()
    mock.pressStop()
    await chat.cancellation.check()
    let end = (_: string) => {}
    const result = chat.cancellation.run(() => new Promise<string>((resolve) => (end = resolve)), { cancelResult: 'x' })
    await settle()
    end('late')
    expect(await result).toBe('x')
  })

  test('throws what the task throws of its own accord', async () => {
    const { chat } = await start()
    const failure = new Error('no')
    const failing = () => Promise.reject(failure)
    await expect(chat.cancellation.run(failing)).rejects.toBe(failure)
  })

  test('ends with the signal of the caller', async () => {
    const { chat } = await start()
    const controller = new AbortController()
    const result = chat.cancellation.run(
      (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
      { signal: controller.signal },
    )
    await settle()
    controller.abort()
    const error = await result.catch((caught) => caught)
    expect(AbortError.isInstance(error)).toBe(true)
  })

  test.each([0, -1, Number.NaN])('refuses to look every %d ms', async (pollInterval) => {
    const { chat } = await start()
    await expect(chat.cancellation.run(endless, { pollInterval })).rejects.toMatchObject({ code: 'invalid_argument' })
  })
})

test('the model ends where the user presses Stop', async () => {
  const { mock, chat } = await start({
    user: [{ text: 'Count', stopsAt: 'three' }],
    model: () => 'one two three four five',
  })
  const { message } = await chat.completeWithReferences({ messages: [{ role: 'user', content: 'Count' }], model: 'm' })
  expect(message.content).toBe('one two three')
  expect(await chat.cancellation.check()).toBe(true)
  await chat.freeUserInput()
  expect(mock.transcript().slice(2)).toEqual(['assistant: one two three', 'input: stopped', 'input: free'])
})
