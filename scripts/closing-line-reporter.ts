import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends a test run with `N passed, N failed` alone on a line. A file that could not be loaded, an error outside any test
 * and a run without tests count as failures: a suite that did not happen is not a green one.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    let passed = 0
    let failed = errors.length
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      passed += tests.filter((test) => test.result().state === 'passed').length
      const failures = tests.filter((test) => test.result().state === 'failed').length
      failed += failures === 0 && module.state() === 'failed' ? 1 : failures
    }
    if (passed + failed === 0) failed = 1
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  }
}
