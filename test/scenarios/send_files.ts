import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: ({ files }) => `I have read it: ${new TextDecoder().decode(files[0]?.bytes)}`,
  dify: { userInputForm: [] },
})
