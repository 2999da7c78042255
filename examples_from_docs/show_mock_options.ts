import { DifyClient } from '@parley/sdk/dify'
import { createMock, type Fault } from '@parley/sdk/mock'
import { ChatService, chatEvents, settingsFromEnvironment } from '@parley/sdk/unique'
import { serveMock } from '@parley/sdk/node'

const mock = createMock()
const dify = DifyClient.fromEnvironment({ user: 'user-123', fetch: mock.fetch }, mock.environment())
const reply = await dify.chat.send({ query: 'Hello' })
console.log(`${reply.answer} ${reply.createdAt?.toISOString()}`)

for (const { method, path, status } of mock.requests) console.log(`${status} ${method} ${path}`)
for (const line of mock.transcript()) console.log(line)

const { DIFY_BASE_URL, DIFY_API_KEY, UNIQUE_API_BASE_URL } = mock.environment()
const stray = await mock.fetch(`${DIFY_BASE_URL}/chat-messages`, {
  method: 'POST',
  headers: { authorization: `Bearer ${DIFY_API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({ query: 'Hello', inputs: {}, user: 'user-123', mood: 'good' }),
})
console.log(`${stray.status}, and ${mock.deviations.map(({ where, field, message }) => `${where} ${field}: ${message}`)}`)
console.log(DIFY_BASE_URL, UNIQUE_API_BASE_URL)

const talk = createMock({
  scenario: { user: [{ text: 'Good morning!' }, { text: 'Guten Abend!', language: 'German', chat: 'second' }] },
})
const settings = settingsFromEnvironment(talk.environment(), { fetch: talk.fetch })
for await (const event of chatEvents(settings)) {
  const { name, configuration, userMessage } = event.payload
  console.log(`${name} ${JSON.stringify(configuration)}: ${userMessage.language}, ${event.createdAt?.toISOString()}`)
  const chat = ChatService.fromEvent(event, settings)
  const messages = [{ role: 'user' as const, content: userMessage.text }]
  const { message, usage } = await chat.completeWithReferences({ model: 'any', messages })
  console.log(`${message.content} ${JSON.stringify(usage)}`)
  await chat.freeUserInput()
}
console.log(talk.say('Is anybody there?'))

for (const mode of ['chat', 'agent-chat', 'advanced-chat'] as const) {
  const model = () => ({ deltas: ['One, ', 'two.'], untilStopped: true })
  const app = createMock({ scenario: { dify: { mode }, model } })
  const counting = DifyClient.fromEnvironment({ user: 'user-123', fetch: app.fetch }, app.environment()).chat.stream({
    query: 'Count.',
  })
  const seen: string[] = []
  for await (const event of counting) {
    seen.push('status' in event ? `${event.event} ${event.status}` : event.event)
    if ('answer' in event && String(event.answer).endsWith('two.')) await counting.stop()
  }
  console.log(`${mode}: ${seen.join(', ')}`)
  console.log(`  ${(await counting.final()).status}, ${(await counting.final()).answer}`)
}

const asking = createMock({
  scenario: {
    dify: { mode: 'advanced-chat' },
    model: ({ form }) =>
      form?.action ?? { deltas: ['Hm. '], humanInput: { content: 'Sure?', actions: [{ id: 'yes', title: 'Yes' }] } },
  },
})
const asked = DifyClient.fromEnvironment({ user: 'user-123', fetch: asking.fetch }, asking.environment())
const { forms, workflowRunId = '' } = await asked.chat.send({ query: 'Order tea' })
await asked.forms.submit(forms?.[0]?.formToken ?? '', { action: 'yes' })
console.log((await asked.workflows.run(workflowRunId)).outputs)

const path = '/chat-messages'
const faults: Fault[] = [
  { kind: 'answer', path, status: 503 },
  { kind: 'drop', path },
  { kind: 'drop', path, afterFrames: 1, afterBytes: 9 },
  { kind: 'drop', path, afterFrames: 2, cleanly: true },
  { kind: 'split', path },
  { kind: 'crlf', path },
  { kind: 'duplicate', path, frame: 1 },
  { kind: 'error-event', path },
  { kind: 'error-event', path, afterDeltas: 1, status: 500, code: 'overloaded', message: 'Too much.' },
  { kind: 'drop', method: 'POST', nth: [2, 3] },
]
for (const fault of faults) {
  const broken = createMock({ scenario: { faults: [fault], model: () => ['One, ', 'two.'] } })
  const client = DifyClient.fromEnvironment({ user: 'user-123', fetch: broken.fetch }, broken.environment())
  const answer = await client.chat
    .stream({ query: 'Count.' })
    .text()
    .catch(({ code, partial, message }) => `${code} after "${partial?.answer ?? ''}" ${message}`)
  console.log(`${JSON.stringify(fault)}\n  ${answer}`)
}

const server = await serveMock()
console.log(server.origin === `http://localhost:${server.port}`)
const remote = DifyClient.fromEnvironment({ user: 'user-123' }, server.environment)
console.log((await remote.chat.send({ query: 'Hello over HTTP' })).answer)
await server.close()
