import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'Can documentation be wrong?' }],
})
