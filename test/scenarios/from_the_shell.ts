import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: ({ query, messages }) => {
    const [before] = messages.filter((message) => message.role === 'user').map((message) => message.text)
    if (query === 'What did I just ask?') return `You asked: ${before}`
    return query.startsWith('Say it slowly') ? ['It ', 'is ', 'raining.'] : 'Yes, it is.'
  },
})
