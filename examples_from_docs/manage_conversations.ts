import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const first = await dify.chat.send({ query: 'How deep is the sea?' })
const { conversationId, messageId } = first
await dify.chat.send({ query: 'And the lake?', conversationId })

for await (const conversation of dify.conversations.list({ sortBy: '-created_at' })) {
  console.log(`${conversation.name}, ${JSON.stringify(conversation.inputs)}`)
}

for await (const message of dify.messages.list(conversationId)) {
  console.log(`${message.query} ${message.answer}`)
}

await dify.messages.feedback(messageId, 'like', { content: 'Short and right' })
for await (const { rating, content } of dify.app.feedbacks()) console.log(`${rating}: ${content}`)
await dify.messages.feedback(messageId, null)

for await (const { id, name, value } of dify.conversations.variables(conversationId)) {
  console.log(`${name} is ${value}`)
  const changed = await dify.conversations.setVariable(conversationId, id, false)
  console.log(`${changed.name} is ${changed.value}`)
}

const { name } = await dify.conversations.rename(conversationId, { name: 'Depths' })
await dify.conversations.delete(conversationId)
const { items } = await dify.conversations.list().firstPage()
console.log(`${name} is gone, ${items.length} are left`)
