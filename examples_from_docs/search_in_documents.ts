import {
  chatEvents,
  settingsFromEnvironment,
  ChatService,
  ContentService,
  OpenAIMessageBuilder,
  LanguageModelName,
  chunkReference,
} from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)

  const contentService = ContentService.fromEvent(event, settings)

  const question = event.payload.userMessage.text
  const chunks = await contentService.searchChunks(question, { limit: 3 })
  for (const chunk of chunks) console.log(`${chunk.key}, page ${chunk.startPage}: ${chunk.text}`)

  const passages = chunks.map(({ text }, index) => `[source${index}] ${text}`).join('\n')
  const builder = new OpenAIMessageBuilder()
    .system(`Answer from these passages, and cite each one that you use as [source0]:\n${passages}`)
    .user(question)

  const { message } = await chatService.completeWithReferences({
    messages: builder.messages,
    model: LanguageModelName.AZURE_GPT_4o_2024_1120,
    contentChunks: chunks,
  })
  for (const { sequenceNumber, name } of message.references) console.log(`[${sequenceNumber}] ${name}`)

  const surveys = await contentService.searchContents({ key: { startsWith: 'survey' } })
  console.log(`${surveys.length} survey`)

  const [best] = chunks
  if (best) {
    await chatService.createAssistantMessage({
      content: 'This is where to read on.<sup>1</sup>',
      references: [chunkReference(best, { sequenceNumber: 1 })],
    })
  }
  await chatService.freeUserInput()
}
