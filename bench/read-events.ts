import { createParser } from 'eventsource-parser'
import { DifyClient } from '../src/dify/index.ts'
import { median } from './measure.ts'

// `npx tsx bench/read-events.ts`: what reading an answer costs, as a ratio to the least that anybody can do who uses the
// same parser: to decode, to parse, and to read the JSON. Each way sees the same bytes, in one network chunk, in chunks
// of the size that sockets have, and event by event.

const sizes = [5_000, 80_000]
const rounds = Number(/^--rounds=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 7)

const ids = { conversation_id: 'c', message_id: 'm', created_at: 1_752_000_000, task_id: 't' }
const encoder = new TextEncoder()

/** An answer of so many pieces, as a chat app sends it. */
function framesOf(count: number): string[] {
  const piece = { event: 'message', ...ids, id: 'm', answer: 'word ', from_variable_selector: null }
  const end = { event: 'message_end', ...ids, id: 'm', metadata: { retriever_resources: [], usage: {} }, files: null }
  return [...Array(count).fill(piece), end].map((event) => `data: ${JSON.stringify(event)}\n\n`)
}

const cuts: Readonly<Record<string, (frames: string[]) => Uint8Array[]>> = {
  'one chunk': (frames) => [encoder.encode(frames.join(''))],
  'chunks of 16 KB': (frames) => {
    const bytes = encoder.encode(frames.join(''))
    return Array.from({ length: Math.ceil(bytes.length / 16_384) }, (_, at) =>
      bytes.subarray(at * 16_384, (at + 1) * 16_384),
    )
  },
  'a chunk for each event': (frames) => frames.map((frame) => encoder.encode(frame)),
}

function bodyOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++]
      if (chunk === undefined) controller.close()
      else controller.enqueue(chunk)
    },
  })
}

/** The length of the answer, read in some way. */
type Reader = (chunks: readonly Uint8Array[]) => Promise<number>

const leastReader: Reader = async (chunks) => {
  let answer = ''
  const parser = createParser({
    onEvent({ data }) {
      const event = JSON.parse(data)
      if (event.event === 'message') answer += event.answer
    },
  })
  const decoder = new TextDecoder()
  const reader = bodyOf(chunks).getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parser.feed(decoder.decode(read.value, { stream: true }))
  }
  return answer.length
}

const streamOf = (chunks: readonly Uint8Array[]) => {
  const headers = { 'content-type': 'text/event-stream' }
  const fetch = async () => new Response(bodyOf(chunks) as BodyInit, { headers })
  return new DifyClient({ apiKey: 'app-1', user: 'u', fetch }).chat.stream({ query: 'q' })
}

const readers: Readonly<Record<string, Reader>> = {
  'the parser and JSON.parse': leastReader,
  'for await (const event of stream)': async (chunks) => {
    let length = 0
    for await (const event of streamOf(chunks)) if (event.event === 'message') length += event.answer.length
    return length
  },
  'for await (const text of stream.textStream)': async (chunks) => {
    let length = 0
    for await (const text of streamOf(chunks).textStream) length += text.length
    return length
  },
  'await stream.text()': async (chunks) => (await streamOf(chunks).text()).length,
}

async function time(read: Reader, chunks: readonly Uint8Array[], expected: number): Promise<number> {
  const started = performance.now()
  if ((await read(chunks)) !== expected) throw new Error('Something else was read.')
  return performance.now() - started
}

console.log('| events | network chunks | way | milliseconds | ratio |\n| --- | --- | --- | --- | --- |')
for (const [cut, chunksOf] of Object.entries(cuts)) {
  for (const size of sizes) {
    const chunks = chunksOf(framesOf(size))
    const times = new Map(Object.keys(readers).map((name) => [name, [] as number[]]))
    for (let round = 0; round <= rounds; round++) {
      for (const [name, read] of Object.entries(readers)) {
        const taken = await time(read, chunks, size * 'word '.length)
        // The first round warms up.
        if (round > 0) times.get(name)!.push(taken)
      }
    }
    const least = median(times.get('the parser and JSON.parse')!)
    for (const [name, taken] of times) {
      console.log(
        `| ${size} | ${cut} | ${name} | ${median(taken).toFixed(1)} | ${(median(taken) / least).toFixed(1)} |`,
      )
    }
  }
}
