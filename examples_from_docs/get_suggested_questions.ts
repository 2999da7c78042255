import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const reply = await dify.chat.send({ query: 'What is a literate program?' })
console.log(reply.answer)

for (const question of await dify.messages.suggested(reply.messageId)) console.log(`- ${question}`)
