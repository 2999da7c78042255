import { expect, onTestFinished, test, vi } from 'vitest'
import type { FromWorker } from '../../../tangle/weave/client/run/protocol.ts'
import { compile } from '../../../tangle/weave/client/worker/compile.ts'
import { runProgram } from '../../../tangle/weave/client/worker/run-program.ts'

/** Runs a program for some seconds of a clock that is not real, and gives what the reader is told. */
async function waitWith(text: string, seconds: number): Promise<FromWorker[]> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
  const messages: FromWorker[] = []
  const globals: Record<string, unknown> = {}
  const program = { name: 'wait', file: 'wait.ts', modules: {} }
  // The program gets its globals as a worker has them: by name.
  const code = `const { fetch, setTimeout, setInterval, console } = globalThis.ofRun;${compile(text, 'wait.ts')}`
  Object.assign(globalThis, { ofRun: globals })
  onTestFinished(() => void Reflect.deleteProperty(globalThis, 'ofRun'))
  runProgram(
    { ...program, code },
    {
      post: (message) => messages.push(message),
      timers: { setTimeout, setInterval, clearTimeout, clearInterval } as never,
      now: () => performance.now(),
      install: (values) => Object.assign(globals, values),
      ...{ folder: '', isWatched: true },
    },
  )
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  return messages
}

const waitsFor = (messages: readonly FromWorker[]) =>
  messages.flatMap((message) => (message.kind === 'waiting' ? [message.text] : []))

test.each([
  ['await new Promise(() => {})', 'Still waiting for a promise, with no timer or request left'],
  ['await new Promise((done) => setTimeout(done, 60_000))', 'Still waiting for a timer'],
  ['export default { fetch: () => new Promise(() => {}) }', 'Still waiting for the answer of the default export'],
])('a reader is told what a program waits for: %s', async (text, told) => {
  expect(waitsFor(await waitWith(text, 4))).toEqual([])
  expect(waitsFor(await waitWith(text, 30))).toEqual([told])
})

test('a program that gives a sign goes on as it does', async () => {
  const messages = await waitWith("setInterval(() => console.log('tick'), 3000)\nawait new Promise(() => {})", 30)
  expect(waitsFor(messages)).toEqual([])
  expect(messages.filter(({ kind }) => kind === 'output').length).toBeGreaterThan(8)
})

test('a program that has ended waits for nothing', async () => {
  const messages = await waitWith("console.log('done')", 30)
  expect([waitsFor(messages), messages.at(-1)]).toEqual([[], { kind: 'ended', exitCode: 0 }])
})
