import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: ({ messages }) => {
    const questions = messages.filter((message) => message.role === 'user').map((message) => message.text)
    const [before, now] = questions.slice(-2)
    return now === 'What did I just ask?' ? `You asked: ${before}` : 'I am well, thank you. How can I help?'
  },
})
