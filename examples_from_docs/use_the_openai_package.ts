import { openAIOptions, settingsFromEnvironment, ContentService } from '@parley/sdk/unique'
import OpenAI from 'openai'

const settings = settingsFromEnvironment()
const openai = new OpenAI(openAIOptions(settings))

const model = 'AZURE_GPT_4o_2024_1120'
const { choices } = await openai.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'Answer in one sentence.' },
    { role: 'user', content: 'What is a lake?' },
  ],
})
console.log(choices[0]?.message.content)

const stream = await openai.chat.completions.create({
  model,
  messages: [{ role: 'user', content: 'What is a river?' }],
  stream: true,
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')
console.log()

const found = await ContentService.fromSettings(settings).searchChunks('depth of the lake', { limit: 1 })
const passages = found.map(({ text }) => text).join('\n')
const cited = await openai.chat.completions.create({
  model,
  messages: [{ role: 'user', content: `How deep is the lake? Answer from this: ${passages}` }],
})
console.log(cited.choices[0]?.message.content)
