import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: ({ query }) => (query.includes('literate') ? 'A text for people that is a program as well.' : 'I do not know.'),
  dify: {
    suggest: ({ query, answer }) => [`${query.replace('What is', 'Who wrote')}`, `Why is it "${answer.split(' ', 2).join(' ')}"?`],
  },
})
