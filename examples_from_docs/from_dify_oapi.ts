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

for await (const conversation of dify.conversations.list({ sortBy: 'created_at' })) {
  console.log(conversation.name)
  for await (const { query } of dify.messages.list(conversation.id)) console.log(`  ${query}`)
}

const { name } = await dify.conversations.rename(reply.conversationId, { name: 'Weather' })
await dify.conversations.delete(described.conversationId)
console.log(name)

for await (const { id, value } of dify.conversations.variables(reply.conversationId, { name: 'unit' })) {
  const changed = await dify.conversations.setVariable(reply.conversationId, id, 'Fahrenheit')
  console.log(`${value}, now ${changed.value}`)
}

await dify.messages.feedback(reply.messageId, 'like', { content: 'Short' })
for await (const { rating, content } of dify.app.feedbacks()) console.log(`${rating}: ${content}`)
await dify.messages.feedback(reply.messageId, null)

const { mode } = await dify.app.info()
const { suggestedQuestions } = await dify.app.parameters()
console.log(mode, suggestedQuestions)
const meta = await dify.app.meta()
const site = await dify.app.site()
console.log(Object.keys(meta).length, site.default_language)

const spoken = await dify.audio.fromText('Is it raining?')
console.log(await dify.audio.toText(spoken.bytes, { name: 'question.wav', mimeType: spoken.mimeType }))

const { id } = await dify.annotations.create({ question: 'Rain?', answer: 'Always.' })
await dify.annotations.update(id, { question: 'Rain?', answer: 'Nearly always.' })
for await (const { question, answer } of dify.annotations.list()) console.log(`${question} ${answer}`)
await dify.annotations.delete(id)

const job = await dify.annotations.enableReply({
  scoreThreshold: 0.9,
  embeddingProvider: 'example',
  embeddingModel: 'small',
})
console.log((await dify.annotations.jobStatus('enable', job.id)).status)

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
