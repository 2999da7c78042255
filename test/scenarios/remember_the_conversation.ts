import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'My boat is red.' }, { text: 'What did I say?' }],
})
