import { describe } from 'vitest'
import { type ExampleTestsOptions, PageTests } from './page-tests.ts'

export type { ExampleTestsOptions } from './page-tests.ts'
export { type PagesAsTestsOptions, pagesAsTests } from './plugin.ts'

/**
 * Declares a vitest test for each example of a project, in a suite called `examples`: it runs the example under the
 * host and fails, at a line of a page, if that does not show what the page says. Await it at the top level of a test
 * file.
 *
 * {@link pagesAsTests} does this for each page in a test file of its own, which vitest can shard and watch. This function
 * is for a project that wants its examples in a file, or a suite, that it writes itself.
 *
 * @throws ConfigError if the configuration cannot be used.
 */
export async function defineExampleTests(options: ExampleTestsOptions = {}): Promise<void> {
  const tests = await PageTests.open(options)
  describe('examples', () => {
    tests.removeAfterwards()
    for (const { name } of tests.examples) tests.example(name)
  })
}
