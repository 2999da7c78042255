import { DifyClient } from '@parley/sdk/dify'
import { StreamError } from '@parley/sdk'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const story = dify.chat.stream({ query: 'Tell me a long story.' })
for await (const text of story.textStream) process.stdout.write(text)
process.stdout.write('\n')

const { messageId, conversationId, metadata } = await story.final()
console.log(`${metadata.usage?.totalTokens} tokens, to be continued: ${Boolean(messageId && conversationId)}`)

for await (const event of dify.chat.stream({ query: 'Tell me a short one.', conversationId })) {
  if (event.event === 'message') console.log(`message: ${event.answer.trim()}`)
  else console.log(event.event)
}

try {
  await dify.chat.stream({ query: 'Tell me a story that fails.' }).text()
} catch (error) {
  if (!StreamError.isInstance(error)) throw error
  console.log(`${error.code} after: ${error.partial.answer.trim()}`)
}
