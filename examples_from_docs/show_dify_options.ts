import { type Clock, systemClock, type Fetch } from '@parley/sdk'
import { DifyClient } from '@parley/sdk/dify'

const limits = new Set<number>()
const waits: number[] = []

const clock: Clock = {
  now: () => Date.UTC(2025, 0, 15, 9),
  timer(milliseconds, callback) {
    limits.add(milliseconds)
    return systemClock.timer(milliseconds, callback)
  },
  async sleep(milliseconds) {
    waits.push(milliseconds)
  },
}

const ids = /[0-9a-f-]{36}|(?<=\b(?:assistant|chat|cont|msg)_|key=|localhost:|Bearer |-id: )[\w-]+/g
let shownHeaders = ''

const fetchAndShow: Fetch = async (input, init) => {
  const { pathname, search } = new URL(input)
  console.log(`${init.method} ${decodeURIComponent(pathname + search)}`.replace(ids, '*'))
  const headers = [...new Headers(init.headers)].map((header) => `  ${header.join(': ')}`.replace(ids, '*')).join('\n')
  if (headers !== shownHeaders) console.log(headers)
  shownHeaders = headers
  if (init.body instanceof FormData) console.log(' ', [...init.body].map(showPart).join(', '))
  if (typeof init.body === 'string') console.log(' ', init.body.replace(ids, '*'))
  return fetch(input, init)
}

function showPart([name, value]: [string, unknown]): string {
  return `${name}: ${value instanceof File ? `${value.name} (${value.type})` : value}`
}

const dify = DifyClient.fromEnvironment({ user: 'user-123', fetch: fetchAndShow, clock })
console.log(new DifyClient({ apiKey: 'app-key' }).baseUrl)

const reply = await dify.chat.send({ query: 'Hello' })
await dify.chat.stream({ query: 'Hello again' }).text()
await dify.messages.suggested(reply.messageId)
await dify.files.upload(new TextEncoder().encode('1,2'))
await dify.chat.stop(reply.taskId)
console.log(`limits: ${[...limits].join(' and ')} ms`)

limits.clear()
const user = 'user-456'
const table = await dify.files.upload(new Blob(['1,2']), { name: 'table.csv', mimeType: 'text/csv', user })
const { conversationId, messageId, taskId } = await dify.chat.send({
  query: 'What is this?',
  inputs: { tone: 'plain' },
  files: [
    { type: 'document', uploadId: table.id },
    { type: 'image', url: 'https://example.com/image.jpg' },
  ],
  user,
  autoGenerateName: false,
  timeout: 30_000,
})
const workflowId = '00000000-0000-4000-8000-000000000000'
await dify.chat.stream({ query: 'And now?', conversationId, workflowId, user, idleTimeout: 20_000 }).text()
await dify.messages.suggested(messageId, { user })
await dify.chat.stop(taskId, { user })
console.log(`limits: ${[...limits].join(' and ')} ms`)
