import { DifyClient } from '@parley/sdk/dify'
import { createMock } from '@parley/sdk/mock'
import { ChatService, chatEvents, settingsFromEnvironment } from '@parley/sdk/unique'

/** What the SDK and the mock in process do, in one sentence, which is the same wherever they run. */
export async function talk() {
  const mock = createMock({ scenario: { user: [{ text: 'Hello' }] } })
  const environment = mock.environment()
  const dify = DifyClient.fromEnvironment({ user: 'u', fetch: mock.fetch }, environment)
  const said = []
  for await (const text of dify.chat.stream({ query: 'Grüße' }).textStream) said.push(text)
  const upload = await dify.files.upload(new TextEncoder().encode('abc'), { name: 'a.txt' })
  const settings = settingsFromEnvironment(environment, { fetch: mock.fetch })
  for await (const event of chatEvents(settings)) {
    await ChatService.fromEvent(event, settings).modifyAssistantMessage({ content: 'Hi', setCompletedAt: true })
  }
  const failed = await dify.chat.stop('..').catch(({ code }) => code)
  return `${said.join('')} ${upload.size} ${mock.transcript().at(-1)} ${failed} ${mock.deviations.length}`
}

export const expected = 'You said: "Grüße". 3 input: free invalid_argument 0'
