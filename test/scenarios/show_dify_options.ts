import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  remote: {
    'https://example.com/image.jpg': { mimeType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xd9) },
  },
})
