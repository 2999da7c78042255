import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const reply = await dify.chat.send({ query: 'Hello, how are you?' })
console.log(reply.answer)

const { mode, metadata } = reply
console.log(`${mode} app, ${metadata.usage?.totalTokens} tokens, ${metadata.retrieverResources.length} sources`)

const next = await dify.chat.send({
  query: 'What did I just ask?',
  conversationId: reply.conversationId,
})
console.log(next.answer)
