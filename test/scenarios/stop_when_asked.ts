import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'Read all of it.', stopsAt: 'page 2' }],
})
