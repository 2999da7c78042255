import { defineScenario } from '@parley/sdk/mock'

// A picture of two by two pixels.
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGP8z8DAwMDAxMDAwMAAAA0EAQGqvvCJAAAAAElFTkSuQmCC'

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
