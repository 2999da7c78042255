import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SiteEvent, WireEvent } from '../../../.vitepress/world/events.ts'
import { compile } from '../../../tangle/weave/client/worker/compile.ts'
import { type Run, type RunnableProgram, WorkerScript } from './run-in-worker.ts'

let script: WorkerScript

beforeAll(async () => {
  script = await WorkerScript.compile()
})

afterAll(() => script.remove())

function program(text: string, scenario = 'export default {}'): RunnableProgram {
  return { name: 'edited', file: 'edited.ts', code: compile(text, 'edited.ts'), companion: compile(scenario, 's.ts') }
}

/** What the world of the site has told. */
function eventsOf({ messages }: Run): SiteEvent[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [message.event as SiteEvent] : []))
}

function wireOf(run: Run): WireEvent[] {
  return eventsOf(run).flatMap((event) => (event.kind === 'wire' ? [event.event] : []))
}

function failureOf({ messages }: Run) {
  return messages.find((message) => message.kind === 'failure')?.failure
}

const ask = `import { DifyClient } from '@parley/sdk/dify'
const dify = DifyClient.fromEnvironment({ user: 'user-123' })
`

test('another address cannot be reached, and the error says so', async () => {
  const run = await script.run(program(`\nawait fetch('https://example.com/data?a=1')`))
  expect(failureOf(run)).toEqual({
    text: 'TypeError: https://example.com cannot be reached from this page: only the mock platforms at http://localhost:8092 can.',
    frames: [{ line: 2, column: expect.any(Number), name: undefined }],
  })
  expect(run.exitCode).toBe(1)
  const wire = wireOf(run)
  expect(wire).toMatchObject([
    { kind: 'request', id: 1, method: 'GET', path: 'https://example.com/data?a=1', line: 2 },
    { kind: 'lost', id: 1, message: expect.stringContaining('cannot be reached from this page') },
  ])
})

test.each(['XMLHttpRequest', 'WebSocket', 'EventSource', 'BroadcastChannel', 'Worker', 'postMessage'])(
  'there is no %s',
  async (name) => {
    const run = await script.run(program(`console.log(typeof ${name}, typeof globalThis.${name})`))
    expect(run.stdout).toBe('undefined undefined\n')
  },
)

test.each([
  ['import', `import { readFile } from 'node:fs/promises'\nreadFile`],
  ['import()', `await import('node:fs/promises')`],
])('a module that is not there is refused: %s', async (_, text) => {
  const run = await script.run(program(text))
  expect(failureOf(run)?.text).toMatch(
    /^Error: There is no module node:fs\/promises in the page\. These are: @parley\/sdk, /,
  )
})

test('a failure has the line of the program, also behind the SDK, and the errors that caused it', async () => {
  const run = await script.run(
    program(`${ask}
async function inner() {
  await dify.chat.send({ query: '' })
}
try {
  await inner()
} catch (cause) {
  throw new Error('It did not work.', { cause })
}`),
  )
  const failure = failureOf(run)
  expect(failure?.text).toMatch(/^Error: It did not work\.\nCaused by BadRequestError: POST .*query/)
  expect(failure?.frames.map(({ line }) => line)).toEqual([10])
})

test('lines keep their numbers where the compiler takes types away', async () => {
  const run = await script.run(
    program(`interface A {
  readonly b: string
}

const a: A = { b: 'c' } satisfies A
function fail(_: A): never {
  throw new RangeError(a.b)
}
fail(a)`),
  )
  expect(failureOf(run)).toMatchObject({ text: 'RangeError: c', frames: [{ line: 7, name: 'fail' }, { line: 9 }] })
})

test('a rejection that nobody waits for ends the program', async () => {
  const run = await script.run(program(`Promise.reject(new Error('lost'))\nawait new Promise(() => {})`))
  expect(failureOf(run)).toMatchObject({ text: 'Error: lost', frames: [{ line: 1 }] })
  expect(run.exitCode).toBe(1)
})

test('what is thrown in a timer ends the program', async () => {
  const run = await script.run(program(`setTimeout(() => {\n  throw 'late'\n}, 1)\nawait new Promise(() => {})`))
  expect(failureOf(run)?.text).toBe("Uncaught 'late'")
})

test('a program with a mistake in its syntax fails', async () => {
  const run = await script.run({ ...program(''), code: 'const a = ;' })
  expect(failureOf(run)?.text).toMatch(/^SyntaxError: /)
})

test('process.exit ends the program at once, with its code', async () => {
  const run = await script.run(
    program(`console.log('before')\ntry {\n  process.exit(3)\n} finally {\n  console.log('after')\n}`),
  )
  expect(run.stdout).toBe('before\n')
  expect(run.exitCode).toBe(3)
  expect(failureOf(run)).toBeUndefined()
})

test('process.exitCode is the code at the end', async () => {
  expect((await script.run(program('process.exitCode = 4'))).exitCode).toBe(4)
})

test('the end waits for timers, as in Node', async () => {
  const run = await script.run(
    program(`setTimeout(() => console.log('second'), 1)
const id = setInterval(() => {}, 1)
setTimeout(() => clearInterval(id), 5)
console.log('first')`),
  )
  expect(run.stdout).toBe('first\nsecond\n')
  expect(run.exitCode).toBe(0)
})

test('the end waits for requests that nothing waits for', async () => {
  const run = await script.run(
    program(`${ask}void dify.chat.send({ query: 'Hello' }).then(({ answer }) => console.log(answer))`),
  )
  expect(run.stdout).toBe('You said: "Hello".\n')
})

test('the console prints where that of Node prints', async () => {
  const run = await script.run(
    program(`console.log('%s: %d', 'a', 1, { b: [1] })
console.group('in')
console.info('a\\nb')
console.groupEnd()
console.warn('careful')
console.error(new Error('no'))
console.assert(1 > 2, 'no %s', 'more')
console.count()
process.stdout.write('x')
process.stderr.write(new TextEncoder().encode('y'))`),
  )
  expect(run.stdout).toBe('a: 1 { b: [ 1 ] }\nin\n  a\n  b\ndefault: 1\nx')
  expect(run.stderr).toMatch(/^careful\nError: no\n {4}at edited\.ts:6:\d+\nAssertion failed: no more\ny$/)
})

test.each([
  ['Promise.reject(new Error("lost"))', 'Error: lost'],
  ['void (async () => { await null; throw new Error("lost") })()', 'Error: lost'],
  ['setTimeout(() => Promise.reject(new Error("lost")), 5)', 'Error: lost'],
])('as in Node, a rejection that nobody waits for fails the run: %s', async (text, message) => {
  const run = await script.run(program(`console.log('before')\n${text}`))
  expect([run.stdout, failureOf(run)?.text, run.exitCode]).toEqual(['before\n', message, 1])
})

test('a rejection that somebody handles in time fails nothing', async () => {
  const run = await script.run(
    program('const late = Promise.reject(1)\nawait null\nlate.catch(() => console.log("caught"))'),
  )
  expect([run.stdout, run.exitCode]).toEqual(['caught\n', 0])
})

test('a module knows its address, and standard input is at its end', async () => {
  const run = await script.run(
    program(`console.log(import.meta.url, \`\${import.meta.filename}\`, 'import.meta.url') // import.meta
const parts = []
for await (const part of process.stdin) parts.push(part)
process.stdin.on('end', () => console.log('end', parts))
console.log(new Proxy({ a: 1 }, {}))`),
  )
  expect(failureOf(run)).toBeUndefined()
  expect(run.stdout).toBe('file:///edited.ts /edited.ts import.meta.url\n{ a: 1 }\nend []\n')
})

test('a loop without end is stopped from outside, and what it printed first is there', async () => {
  const run = await script.run(program(`console.log('before')\nwhile (true);`), {
    until: ({ kind }) => kind === 'output',
  })
  expect(run.stdout).toBe('before\n')
  expect(run.exitCode).toBeUndefined()
})

test('of a megabyte the end arrives, in few messages, with what was left out', async () => {
  const run = await script.run(program(`for (let line = 0; line < 100_000; line++) console.log(\`line \${line}\`)`))
  const outputs = run.messages.filter((message) => message.kind === 'output')
  expect(outputs.length).toBeLessThan(5_000)
  expect(run.stdout.endsWith('line 99998\nline 99999\n')).toBe(true)
  const sent = outputs.reduce((sum, { text, left }) => sum + text.length + left, 0)
  expect(sent).toBe(Array.from({ length: 100_000 }, (_, line) => `line ${line}\n`.length).reduce((a, b) => a + b))
})

test('keys are masked on the wire', async () => {
  const run = await script.run(program(`${ask}await dify.chat.send({ query: 'Hello' })`))
  const wire = wireOf(run)
  const request = wire.find((event) => event.kind === 'request')
  expect(request).toMatchObject({ method: 'POST', path: '/v1/chat-messages', line: 3 })
  expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({ authorization: 'Bearer ***' })
  expect(wire.map(({ kind }) => kind).sort()).toEqual(['request', 'request-body', 'response', 'response-body'])
})

test('the pieces of a stream are told as they come', async () => {
  const run = await script.run(program(`${ask}await dify.chat.stream({ query: 'Hello' }).text()`))
  const wire = wireOf(run)
  const frames = wire.flatMap((event) => (event.kind === 'frame' ? [event.text] : []))
  expect(frames.length).toBeGreaterThan(2)
  for (const frame of frames) expect(frame).toMatch(/^data: \{.*\}\n\n$/)
  expect(wire.at(-1)).toMatchObject({ kind: 'stream-end', how: 'ended' })
})

test('what deviates from the platform is told', async () => {
  const run = await script.run(program(`await fetch(process.env.DIFY_BASE_URL + '/moods', { method: 'POST' })`))
  expect(run.messages).toContainEqual({
    kind: 'note',
    text: 'A request deviates from the platform. POST /v1/moods, path /v1/moods: POST /v1/moods is not named by any specification',
  })
})

test('the reader goes on as the person at the chat, with an image', async () => {
  const listen = `import { ChatService, chatEvents, settingsFromEnvironment } from '@parley/sdk/unique'
const settings = settingsFromEnvironment()
for await (const event of chatEvents(settings)) {
  const chat = ChatService.fromEvent(event, settings)
  const { images } = await chat.listImagesAndDocuments()
  console.log(event.payload.userMessage.text, images.map(({ key }) => key))
  await chat.modifyAssistantMessage({ content: \`\${images.length} images\` })
  await chat.freeUserInput()
}`
  const scenario = `export default { user: [{ text: 'First', chat: 'a' }, { text: 'Second', chat: 'b' }] }`
  const png = { name: 'dot.png', mimeType: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }
  let listening = 0
  const run = await script.run(program(listen, scenario), {
    answer: ({ kind }) =>
      kind === 'listening' && ++listening === 1
        ? { kind: 'say', message: { text: 'Third', uploads: [png], chat: 2 } }
        : undefined,
    until: () => listening === 2,
  })
  expect(run.stdout).toBe("First []\nSecond []\nThird [ 'dot.png' ]\n")
  expect(run.transcript.slice(-5)).toEqual([
    'user: Third',
    '  + dot.png (image/png, 4 bytes)',
    'input: locked',
    'assistant: 1 images',
    'input: free',
  ])
  const files = eventsOf(run).flatMap((event) => (event.kind === 'chat' ? event.files : []))
  expect(files).toMatchObject([{ name: 'dot.png', mimeType: 'image/png' }])
})

test('an uploaded document comes with the message that refers to it', async () => {
  const text = `import { ChatService, chatEvents, contentReference, ContentService, settingsFromEnvironment } from '@parley/sdk/unique'
const settings = settingsFromEnvironment()
for await (const event of chatEvents(settings)) {
  const chat = ChatService.fromEvent(event, settings)
  const file = await ContentService.fromEvent(event, settings).upload(new TextEncoder().encode('Hi'), {
    name: 'a.txt', mimeType: 'text/plain', chatId: chat.chatId, skipIngestion: true,
  })
  await chat.modifyAssistantMessage({ content: 'Here.<sup>1</sup>', references: [contentReference(file, { sequenceNumber: 1 })] })
  await chat.freeUserInput()
}`
  const run = await script.run(program(text, `export default { user: [{ text: 'Please' }] }`), {
    until: ({ kind }) => kind === 'listening',
  })
  const [told] = eventsOf(run).flatMap((event) => (event.kind === 'chat' && event.files.length > 0 ? [event] : []))
  expect(told?.change).toMatchObject({
    text: 'Here.[1]',
    references: [{ number: 1, name: 'a.txt', size: 2, missing: false }],
  })
  expect(told?.files).toMatchObject([{ name: 'a.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('Hi') }])
})

test('a mock that the program serves itself is reached at its address', async () => {
  const run = await script.run(
    program(`import { DifyClient } from '@parley/sdk/dify'
import { serveMock } from '@parley/sdk/node'
const server = await serveMock({ port: 5000 })
const dify = DifyClient.fromEnvironment({ user: 'user-123' }, server.environment)
console.log(server.origin, (await dify.chat.send({ query: 'Hello' })).answer)
await server.close()
await fetch(server.origin)`),
  )
  expect(run.stdout).toBe('http://localhost:5000 You said: "Hello".\n')
  expect(failureOf(run)?.text).toContain('http://localhost:5000 cannot be reached')
})

test('mime-types is there for who imports it', async () => {
  const run = await script.run(
    program(`import mime, { lookup } from 'mime-types'\nconsole.log(mime.lookup('a.png'), lookup('b.x'))`),
  )
  expect(run.stdout).toBe('image/png false\n')
})

const answers = (run: Run) =>
  run.messages.flatMap((one) => (one.kind === 'output' && one.stream === 'answer' ? [one.text] : []))

test('a default export with fetch is asked once, and the answer is no output of the program', async () => {
  const run = await script.run(
    program(`console.log('first')
class Server {
  #text = 'Hello'
  async fetch(request: Request, env: object) {
    return new Response(\`\${this.#text}, \${request.method} \${request.url} \${typeof env}\`, { status: 201, statusText: 'Created' })
  }
}
export default new Server()`),
  )
  expect(run.stdout).toBe('first\n')
  expect(answers(run)).toEqual([
    'The default export has fetch. It was asked GET http://localhost/ and answers:\n\nHTTP 201 Created\n\nHello, GET http://localhost/ object\n',
  ])
  expect(run.exitCode).toBe(0)
})

test.each(['{ port: 3000 }', 'function fetch() {}', 'null', '{ fetch: 1 }'])(
  'of another default export nothing is made: %s',
  async (exported) => {
    const run = await script.run(program(`export default ${exported}`))
    expect([run.exitCode, answers(run)]).toEqual([0, []])
  },
)

test('a server that fails, fails the run at its line', async () => {
  const run = await script.run(program(`export default {\n  fetch() {\n    throw new RangeError('no')\n  },\n}`))
  expect(failureOf(run)).toMatchObject({ text: 'RangeError: no', frames: [{ line: 3 }] })
})
