import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  documents: [{ name: 'survey.txt', mimeType: 'text/plain', bytes: 'The depth of the lake is 252 meters.' }],
  model({ query }) {
    if (query.includes('river')) return 'A river is water that goes somewhere.'
    return query.includes('252') ? 'The lake is 252 meters deep.' : 'A lake is water with land around it.'
  },
})
