import { chatEvents, settingsFromEnvironment, ChatService } from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)

  async function readAll(signal: AbortSignal) {
    for (let page = 1; page <= 1_000; page++) {
      await chatService.modifyAssistantMessage({ content: `Reading page ${page}`, signal })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return 'I have read everything.'
  }

  const result = await chatService.cancellation.run(readAll, {
    pollInterval: 50,
    cancelResult: 'Stopped, as you asked.',
  })

  await chatService.modifyAssistantMessage({ content: result ?? '', setCompletedAt: true })
  console.log(`stopped: ${chatService.cancellation.isCancelled}`)
}
