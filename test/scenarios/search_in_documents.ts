import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  user: [{ text: 'How deep is the lake?' }],
  documents: [
    {
      name: 'survey.txt',
      mimeType: 'text/plain',
      // A form feed begins a page.
      bytes: 'This is a survey of the lake and its shores.\fThe lake is 252 meters deep.',
    },
    { name: 'menu.txt', mimeType: 'text/plain', bytes: 'Fish and chips.' },
  ],
  model: ({ messages }) => (messages[0]?.text.includes('252 meters') ? '252 meters deep [source0].' : 'I do not know.'),
})
