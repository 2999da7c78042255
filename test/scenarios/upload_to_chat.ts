import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'Please write a short document for me.' }],
})
