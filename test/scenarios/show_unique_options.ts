import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({ user: [{ text: 'Show me everything.' }] })
