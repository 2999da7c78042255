import { DifyClient } from '@parley/sdk/dify'
import { NotFoundError, silentLogger } from '@parley/sdk'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const reply = await dify.chat.send({ query: 'Is it raining?' })
console.log(reply.answer)

const stream = dify.chat.stream({ query: 'Say it slowly: is it raining?' })
for await (const text of stream.textStream) process.stdout.write(text)
process.stdout.write('\n')

const drawing = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' })
const uploaded = await dify.files.upload(drawing, { name: 'roof.svg' })

const described = await dify.chat.send({
  query: 'What is this?',
  files: [{ type: 'image', uploadId: uploaded.id }],
})
console.log(described.answer)

const next = await dify.chat.send({ query: 'And now?', conversationId: reply.conversationId })
console.log(next.answer)

const forecast = dify.chat.stream({ query: 'Forecast every day of the year.' })
for await (const text of forecast.textStream) {
  if (text.includes('Tuesday')) await forecast.stop()
}
console.log((await forecast.final()).status)

for (const question of await dify.messages.suggested(reply.messageId)) console.log(question)

try {
  await dify.messages.suggested(reply.messageId, { user: 'user-456' })
} catch (error) {
  if (!NotFoundError.isInstance(error)) throw error
  console.log(`${error.status} ${error.code}`)
}

const patient = DifyClient.fromEnvironment({
  user: 'user-123',
  timeout: 30_000,
  maxRetries: 3,
  logger: { ...silentLogger, info: () => console.log('A request is repeated.') },
})
const again = await patient.messages.suggested(next.messageId, { timeout: 10_000 })
console.log(`Suggestions: ${again.length}`)
