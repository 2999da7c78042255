import { defineConfig } from '@parley/tangle'

export default defineConfig({
  pages: ['docs/**/*.md'],
  outputs: ['examples_from_docs', 'test/scenarios'],
  examples: {
    include: ['examples_from_docs/*.ts'],
    host: 'test/host.ts',
  },
})
