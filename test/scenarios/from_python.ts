import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'Is it raining?' }, { text: 'And tomorrow?' }],
  model: ({ query }) => (query === 'Is it raining?' ? ['It ', 'is ', 'raining.'] : ['Tomorrow ', 'it ', 'will.']),
  faults: [{ kind: 'error-event', path: '/chat-messages', nth: 2, afterDeltas: 2 }],
})
