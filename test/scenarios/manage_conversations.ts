import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: ({ query }) => (query.includes('sea') ? 'Very deep.' : 'Less deep.'),
  dify: {
    mode: 'advanced-chat',
    userInputForm: [],
    variables: [{ name: 'metric', type: 'boolean', value: true }],
  },
})
