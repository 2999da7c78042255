import {
  type Logger,
  ApiError,
  type ChatEvent,
  ChatService,
  type UniqueSettings,
  createWebhookHandler,
  type WebhookContext,
  settingsFromEnvironment,
} from '@parley/sdk/unique'
import { createMock } from '@parley/sdk/mock'

const log = (level: string) => (message: string, details?: object) =>
  console.log(JSON.stringify({ level, message, ...details }))
const logger: Logger = { debug: () => {}, info: log('info'), warn: log('warn'), error: log('error') }
const transport = { timeout: 120_000, maxRetries: 3, logger }

async function answer(event: ChatEvent, settings: UniqueSettings) {
  const chatService = ChatService.fromEvent(event, settings)
  const { chatId, userMessage } = event.payload
  try {
    const messages = [{ role: 'user' as const, content: userMessage.text }]
    await chatService.completeWithReferences({ model: 'AZURE_GPT_4o_2024_1120', messages })
  } catch (error) {
    const { code, requestId } = error instanceof ApiError ? error : {}
    logger.error(String(error), { chatId, code, requestId })
    await chatService.modifyAssistantMessage({ content: 'I could not answer. Please ask again.' })
  }
  await chatService.freeUserInput()
}

function createApp(settings: UniqueSettings) {
  const webhook = createWebhookHandler(settings, { onEvent: (event) => answer(event, settings) })
  return async (request: Request, context?: WebhookContext): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === '/health') return Response.json({ status: 'ok' })
    return pathname === '/webhook' ? webhook(request, context) : new Response(null, { status: 404 })
  }
}

const faults = [{ kind: 'answer', path: '/integrated/chat/stream-completions', status: 503 }] as const
const mock = createMock({ scenario: { user: [{ text: 'Hello' }], faults } })
const app = createApp(settingsFromEnvironment(mock.environment(), { ...transport, fetch: mock.fetch }))
console.log((await app(new Request('http://localhost/health'))).status)
await mock.deliver(app)
for (const line of mock.transcript()) console.log(line)
