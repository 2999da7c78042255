import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({ model: () => 'Water with land around it.', dify: { userInputForm: [] } })
