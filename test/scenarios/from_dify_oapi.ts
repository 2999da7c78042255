import { defaultModel, defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  model: (request) => {
    if (request.query.startsWith('Forecast')) return { deltas: ['Monday: rain. ', 'Tuesday: rain. '], untilStopped: true }
    return request.query.startsWith('Say it slowly') ? ['It ', 'is ', 'raining.'] : defaultModel(request)
  },
  dify: {
    suggest: ({ query }) => [`Why do you ask "${query}"?`],
    variables: [{ name: 'unit', type: 'string', value: 'Celsius' }],
    speechToText: true,
    textToSpeech: true,
  },
  // The first request of the client that is patient.
  faults: [
    {
      kind: 'answer',
      path: '/messages/*/suggested',
      nth: 3,
      status: 429,
      headers: { 'retry-after': '0' },
      body: { code: 'too_many_requests', message: 'Too many requests.', status: 429 },
    },
  ],
})
