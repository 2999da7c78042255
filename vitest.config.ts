import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
// Not as `@parley/tangle/vitest`: in a checkout nothing is built that Node could find under this name.
import { pagesAsTests } from './tangle/run/vitest/plugin.ts'

export default defineConfig({
  // Each page with examples is a test file.
  plugins: [pagesAsTests()],
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    // The key by which state is known is not that of whoever runs the tests.
    env: { XDG_STATE_HOME: fileURLToPath(new URL('node_modules/.cache/state', import.meta.url)) },
    // The modules of a process are loaded once for all its test files, which took a quarter of the time.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    // Each makes nothing before the first test asks for it.
    globalSetup: [
      'test/browser/global-setup.ts',
      'test/packages/global-setup.ts',
      'test/tangle/built-command/global-setup.ts',
    ],
    // Nothing is timed: a limit is there to end what hangs, and a busy machine is not a failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The same for what is waited for: one second, the default, is short for a cold start on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    // Tests that start programs do so two at a time, as many as the smallest machine has processors.
    maxConcurrency: 2,
    // vitest would leave one processor to its own main process, which has little to do.
    maxWorkers: '100%',
    reporters: ['default', './scripts/closing-line-reporter.ts'],
  },
})
