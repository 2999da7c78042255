import { expect, test } from 'vitest'
import { type Expected, RunResult } from '../../../tangle/weave/client/edit/run-result.ts'
import type { FromWorker } from '../../../tangle/weave/client/run/protocol.ts'

const started: FromWorker = { kind: 'started' }
const print = (text: string, stream: 'stdout' | 'stderr' = 'stdout', left = 0): FromWorker => {
  return { kind: 'output', stream, text, left }
}
const say = (line: string): FromWorker => ({ kind: 'transcript', line })

function ranWith(expected: Expected, ...messages: readonly FromWorker[]): RunResult {
  const result = new RunResult(expected)
  for (const message of messages) result.receive(message)
  return result
}

test('what is as on the page is the same', () => {
  const result = ranWith(
    { stdout: 'a\nb', transcript: 'user: Hi' },
    started,
    print('a\n'),
    say('user: Hi'),
    print('b\n'),
  )
  expect(result.enter('running')).toBeUndefined()
  expect(result.enter('finished')?.map(({ kind, isSame }) => [kind, isSame])).toEqual([
    ['stdout', true],
    ['transcript', true],
  ])
})

test('what is not as on the page has its lines', () => {
  const result = ranWith({ stdout: 'a\nb', stderr: '' }, started, print('a\nc\n'), print('no\n', 'stderr'))
  expect(result.enter('failed')).toEqual([
    {
      kind: 'stdout',
      isSame: false,
      lines: [
        { mark: 'same', text: 'a' },
        { mark: 'gone', text: 'b' },
        { mark: 'new', text: 'c' },
      ],
    },
    { kind: 'stderr', isSame: false, lines: [{ mark: 'new', text: 'no' }] },
  ])
})

test('only what a page says is compared', () => {
  expect(ranWith({}, started, print('a\n'), say('user: Hi')).enter('finished')).toEqual([])
})

test('what the reader says after the scenario is not compared', () => {
  const result = ranWith({ transcript: 'user: Hi' }, started, say('user: Hi'))
  expect(result.enter('listening')).toMatchObject([{ isSame: true }])
  result.receive(say('user: More'))
  expect(result.enter('running')).toBeUndefined()
  expect(result.enter('listening')).toBeUndefined()
})

test('a run that is stopped, or does not begin, is not compared', () => {
  expect(ranWith({ stdout: 'a' }, started, print('a\n')).enter('stopped')).toBeUndefined()
  expect(ranWith({ stdout: 'a' }).enter('failed')).toBeUndefined()
})

test.each([
  ['in one piece', [print('x'.repeat(200_001))]],
  ['with what was left out', [print('a\n'), print('b\n', 'stdout', 1_000_000), print('a\n')]],
])('a megabyte of output differs, without being compared: %s', (_, messages) => {
  const result = ranWith({ stdout: 'a' }, started, ...messages)
  expect(result.enter('finished')).toEqual([{ kind: 'stdout', isSame: false, lines: [] }])
})
