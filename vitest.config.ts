import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    // The Markdown maps of the examples are the point of this project: show them.
    includeTaskLocation: true,
  },
})
