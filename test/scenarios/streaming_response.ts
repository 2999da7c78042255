import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: ({ query }) =>
    query.includes('short') ? ['The ', 'end.'] : 'Once there was a program that told the truth about itself.',
  faults: [{ kind: 'error-event', path: '/chat-messages', nth: 3, afterDeltas: 2 }],
})
