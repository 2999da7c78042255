import {
  chatEvents,
  settingsFromEnvironment,
  ChatService,
  ContentService,
  contentReference,
} from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)

  const contentService = ContentService.fromEvent(event, settings)

  const message = await chatService.createAssistantMessage({
    content: 'One moment, I am writing your document.',
  })

  const bytes = new TextEncoder().encode('Hello, world!')

  const uploaded = await contentService.upload(bytes, {
    name: 'document.txt',
    mimeType: 'text/plain',
    chatId: event.payload.chatId,
    skipIngestion: true,
  })
  console.log(`Uploaded ${uploaded.key}, ${bytes.byteLength} bytes.`)

  await chatService.modifyAssistantMessage({
    messageId: message.id,
    content: 'Here is your document.<sup>1</sup>',
    references: [contentReference(uploaded, { sequenceNumber: 1 })],
  })

  await chatService.freeUserInput()
}
