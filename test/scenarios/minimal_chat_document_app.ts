import { defineScenario } from '@parley/sdk/mock'

// A picture of four by three pixels.
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR42mOQjUqDIwacHADGvQpdcsOr4AAAAABJRU5ErkJggg=='

export default defineScenario({
  user: [
    {
      text: 'What do you make of these?',
      uploads: [
        { name: 'square.png', mimeType: 'image/png', bytes: Uint8Array.from(atob(png), (char) => char.charCodeAt(0)) },
        { name: 'note.txt', mimeType: 'text/plain', bytes: 'Please have a look.' },
      ],
    },
    { text: 'And here?', chat: 'a chat without files' },
  ],
})
