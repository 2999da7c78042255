import { DifyClient } from '@parley/sdk/dify'
import { NotFoundError } from '@parley/sdk'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const reply = await dify.chat.send({ query: 'Hello, how are you?' })
console.log(reply.answer)

const next = await dify.chat.send({
  query: 'What did I just ask?',
  conversationId: reply.conversationId,
})
console.log(next.answer)

const inFrench = await dify.chat.send({
  query: 'Good morning!',
  inputs: { language: 'French' },
})
console.log(inFrench.answer)

const seen = await dify.chat.send({
  query: 'What is this?',
  files: [{ type: 'image', url: 'https://example.com/image.jpg' }],
})
console.log(seen.answer)

const table = await dify.files.upload(new Blob(['name,age\n'], { type: 'text/csv' }), { name: 'table.csv' })
const read = await dify.chat.send({
  query: 'What is in this table?',
  files: [{ type: 'document', uploadId: table.id }],
})
console.log(read.answer)

try {
  await dify.chat.send({
    query: 'What did I ask?',
    conversationId: reply.conversationId,
    user: 'user-456',
    timeout: 30_000,
  })
} catch (error) {
  if (!NotFoundError.isInstance(error)) throw error
  console.log(`${error.status} ${error.code}`)
}
