import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: () => 'Very deep.',
  dify: { userInputForm: [] },
})
