import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: () => ({
    deltas: ['The sea is wide. ', 'The sea is deep. ', 'The sea is never still.'],
    untilStopped: true,
  }),
})
