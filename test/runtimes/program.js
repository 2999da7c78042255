import { DifyClient } from '@parley/sdk/dify'
import { createMock } from '@parley/sdk/mock'
import {
  ChatService,
  ContentService,
  chatEvents,
  createWebhookHandler,
  settingsFromEnvironment,
  signedWebhookRequest,
} from '@parley/sdk/unique'

/** What the SDK and the mock in process do, in one text, which is the same wherever they run. */
export async function talk() {
  return [await talkToDify(), await followChatflow(), await talkToUnique(), await answerWebhook()].join('\n')
}

async function talkToDify() {
  const mock = createMock()
  const dify = DifyClient.fromEnvironment({ user: 'u', fetch: mock.fetch }, mock.environment())
  const said = []
  for await (const text of dify.chat.stream({ query: 'Grüße' }).textStream) said.push(text)
  const upload = await dify.files.upload(new TextEncoder().encode('abc'), { name: 'a.txt' })
  const names = []
  for await (const { name } of dify.conversations.list()) names.push(name)
  const failed = await dify.chat.stop('..').catch(({ code }) => code)
  return `${said.join('')} ${upload.size} ${names} ${failed} ${mock.deviations.length}`
}

async function followChatflow() {
  const humanInput = { content: 'Tea?', actions: [{ id: 'yes', title: 'Yes' }] }
  const steps = [{ type: 'iteration', title: 'Each guest', rounds: ['a', 'b'] }]
  const model = ({ form }) => (form ? `It is ${form.action}.` : { steps, deltas: ['Well. '], humanInput })
  const mock = createMock({ scenario: { model, dify: { mode: 'advanced-chat', userInputForm: [] } } })
  const dify = DifyClient.fromEnvironment({ user: 'u', fetch: mock.fetch }, mock.environment())
  const stream = dify.chat.stream({ query: 'Order it' })
  let rounds = 0
  for await (const { event } of stream) if (event === 'iteration_next') rounds++
  const { forms, workflowRunId, status } = await stream.final()
  await dify.forms.submit(forms[0].formToken, { action: 'yes' })
  return `${rounds} ${status} ${await dify.workflows.events(workflowRunId).text()} ${mock.deviations.length}`
}

async function talkToUnique() {
  const documents = [{ name: 'sea.txt', mimeType: 'text/plain', bytes: 'The Baltic is 459 m deep.' }]
  const mock = createMock({ scenario: { user: [{ text: 'How deep is the Baltic?' }], documents } })
  const settings = settingsFromEnvironment(mock.environment(), { fetch: mock.fetch })
  for await (const event of chatEvents(settings)) {
    const chat = ChatService.fromEvent(event, settings)
    const [found] = await ContentService.fromEvent(event, settings).searchChunks(event.payload.userMessage.text)
    await chat.memory.set('found', { key: found.key })
    const { key } = await chat.memory.get('found')
    await chat.modifyAssistantMessage({ content: `${found.text} (${key})`, setCompletedAt: true })
  }
  return `${mock.transcript().slice(-2)} ${mock.deviations.length}`
}

async function answerWebhook() {
  const mock = createMock({ scenario: { user: [{ text: 'Hello' }] } })
  const settings = settingsFromEnvironment(mock.environment(), { fetch: mock.fetch })
  const app = createWebhookHandler(settings, {
    async onEvent(event) {
      await ChatService.fromEvent(event, settings).modifyAssistantMessage({ content: 'Hi', setCompletedAt: true })
    },
  })
  await mock.deliver(app)
  const forged = await app(await signedWebhookRequest({ id: 'evt_1' }, { secret: 'a guess' }))
  return `${forged.status} ${mock.transcript().slice(-2)} ${mock.deviations.length}`
}

export const expected = `You said: "Grüße". 3 Grüße invalid_argument 0
2 paused It is yes. 0
assistant: The Baltic is 459 m deep. (sea.txt),input: free 0
401 assistant: Hi,input: free 0`
