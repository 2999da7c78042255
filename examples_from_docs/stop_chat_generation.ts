import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

let length = 0
const essay = dify.chat.stream({ query: 'Write an essay about the sea.' })
for await (const text of essay.textStream) {
  length += text.length
  if (length > 40) await essay.stop()
}

const { answer, status } = await essay.final()
console.log(`${status}: ${answer.trim()}`)
