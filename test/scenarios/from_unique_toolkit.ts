import { defineScenario } from '@parley/sdk/mock'

// A picture of four by three pixels.
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR42mOQjUqDIwacHADGvQpdcsOr4AAAAABJRU5ErkJggg=='

export default defineScenario({
  user: [
    {
      text: 'What is in my files?',
      uploads: [
        { name: 'list.txt', mimeType: 'text/plain', bytes: 'Bread and salt.' },
        { name: 'square.png', mimeType: 'image/png', bytes: Uint8Array.from(atob(png), (char) => char.charCodeAt(0)) },
      ],
    },
  ],
})
