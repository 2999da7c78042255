import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({})
