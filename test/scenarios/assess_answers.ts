import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'How deep is the lake?' }],
})
