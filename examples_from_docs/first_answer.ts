import {
  ChatService,
  chatEvents,
  settingsFromEnvironment,
} from '@parley/sdk/unique'

const settings = settingsFromEnvironment()
const content = 'Good question. Let me think.'

for await (const event of chatEvents(settings)) {
  const chat = ChatService.fromEvent(event, settings)
  await chat.createAssistantMessage({ content })
  await chat.freeUserInput()
}
