import {
  chatEvents,
  settingsFromEnvironment,
  ChatService,
  LanguageModelName,
  OpenAIMessageBuilder,
  toPromptMessages,
} from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)

  const history = await chatService.getHistory()
  const builder = new OpenAIMessageBuilder(toPromptMessages(history.slice(-4)))
    .user(event.payload.userMessage.text)

  const questions = Number((await chatService.memory.get('questions')) ?? 0) + 1
  await chatService.memory.set('questions', questions)
  console.log(`Question ${questions}, ${history.length} messages before it.`)

  await chatService.completeWithReferences({
    messages: builder.messages,
    model: LanguageModelName.AZURE_GPT_4o_2024_1120,
  })
  await chatService.freeUserInput()
}
