import { describe, expect, test } from 'vitest'
import { readServerSentEvents, type ServerSentEvent } from '../../../../src/core/sse/index.ts'

const encode = (text: string) => new TextEncoder().encode(text)

async function* inChunks(...chunks: Uint8Array[]) {
  yield* chunks
}

async function read(...chunks: Uint8Array[]) {
  const events: ServerSentEvent[] = []
  const retries: number[] = []
  for await (const event of readServerSentEvents(inChunks(...chunks), { onRetry: (ms) => retries.push(ms) })) {
    events.push(event)
  }
  return { events, retries }
}

// Comments, a ping without data, several lines of data, ids, a retry, characters of two, three and four bytes, data
// without a space, an empty line of data, and an event that the end cuts short.
const RECORDED = [
  ': hello',
  '',
  'event: ping',
  '',
  'retry: 250',
  'id: 7',
  'data: {"text":"Grüße, 世界 🌍"}',
  '',
  'event: note',
  'data:first',
  'data:',
  'data: third',
  'id',
  '',
  'data: last',
  '',
  'data: cut short',
].join('\n')

const EXPECTED = {
  events: [
    { event: undefined, data: '{"text":"Grüße, 世界 🌍"}', id: '7' },
    { event: 'note', data: 'first\n\nthird', id: '' },
    { event: undefined, data: 'last', id: undefined },
  ],
  retries: [250],
}

describe.each([
  ['LF', RECORDED],
  ['CRLF', RECORDED.replaceAll('\n', '\r\n')],
  ['CR', RECORDED.replaceAll('\n', '\r')],
  ['a byte order mark', `\uFEFF${RECORDED}`],
])('a stream with %s', (_, text) => {
  const bytes = encode(text)

  test('gives the same events wherever it is cut in two', async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await read(bytes.slice(0, cut), bytes.slice(cut)), `cut at ${cut}`).toEqual(EXPECTED)
    }
  })

  test('gives the same events byte by byte', async () => {
    expect(await read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(EXPECTED)
  })
})

test.each(['\n\n', '\r\n\r\n', '\r\r'])('gives an event as soon as it is complete: %j', async (end) => {
  let asked = 0
  async function* chunks() {
    asked++
    yield encode(`data: now${end}`)
    asked++
    yield encode(`data: later${end}`)
  }
  const events = readServerSentEvents(chunks())
  expect((await events.next()).value).toMatchObject({ data: 'now' })
  expect(asked).toBe(1)
  await events.return()
})

test('leaving the loop leaves the loop over the bytes', async () => {
  let left = false
  async function* chunks() {
    try {
      yield encode('data: 1\n\ndata: 2\n\n')
    } finally {
      left = true
    }
  }
  for await (const _ of readServerSentEvents(chunks())) break
  expect(left).toBe(true)
})

test('an invalid retry is ignored', async () => {
  expect(await read(encode('retry: soon\ndata: x\n\n'))).toEqual({
    events: [{ event: undefined, data: 'x', id: undefined }],
    retries: [],
  })
})
