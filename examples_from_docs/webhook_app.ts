import {
  ChatService,
  createWebhookHandler,
  type UniqueSettings,
  settingsFromEnvironment,
  signedWebhookRequest,
} from '@parley/sdk/unique'
import { createMock } from '@parley/sdk/mock'

function createApp(settings: UniqueSettings) {
  return createWebhookHandler(settings, {
    async onEvent(event) {
      const chatService = ChatService.fromEvent(event, settings)
      const { text } = event.payload.userMessage
      await chatService.modifyAssistantMessage({ content: `You said: ${text}`, setCompletedAt: true })
    },
  })
}

const app = createApp(settingsFromEnvironment())

const forged = await signedWebhookRequest({ id: 'evt_1' }, { secret: 'a guess' })
console.log(`forged: ${(await app(forged)).status}`)

const mock = createMock({ scenario: { user: [{ text: 'Hello' }, { text: 'Are you there?' }] } })
await mock.deliver(createApp(settingsFromEnvironment(mock.environment(), { fetch: mock.fetch })))
for (const line of mock.transcript()) console.log(line)
