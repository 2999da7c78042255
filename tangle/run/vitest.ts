import pc from 'picocolors'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { TangleConfig } from '../config/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { formatLocation } from '../model/location.ts'
import { openProject } from '../project/project.ts'
import { formatDiagnostics } from '../report/format-diagnostics.ts'
import { bundleExamples, type ExampleBundles } from './bundle-examples.ts'
import { collectExamples } from './example.ts'
import { loadHost, type StartHost } from './host.ts'
import { runExample } from './run-example.ts'

export interface ExampleTestsOptions {
  /** Default: the current directory. */
  readonly root?: string
  /** Default: the configuration file in the root. */
  readonly config?: TangleConfig
}

/**
 * Declares a vitest test for each example of a project, in a suite called `examples`: it runs the example under the
 * host and fails, at a line of a page, if that does not show what the page says. Filters, watch mode, reporters and
 * sharding are vitest's. Await it at the top level of a test file.
 */
export async function defineExampleTests(options: ExampleTestsOptions = {}): Promise<void> {
  const project = await openProject(options)
  const { examples, diagnostics } = collectExamples(project)
  const linesOf = (file: string) => project.tangled.pages.find((page) => page.path === file)?.lines
  const fail = (findings: readonly Diagnostic[]) => {
    if (findings.length > 0) throw new ExampleFailure(findings, formatDiagnostics(findings, linesOf, pc), project.root)
  }
  describe('examples', { concurrent: true }, () => {
    let start: StartHost
    let bundles: ExampleBundles
    beforeAll(async () => {
      fail([...project.tangled.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error'))
      const runnable = examples.filter((example) => example.skipped === undefined)
      ;[start, bundles] = await Promise.all([loadHost(project), bundleExamples(project, runnable)])
    })
    afterAll(() => bundles.remove())
    for (const example of examples) {
      // The example's own limit ends it first and says where; vitest's is only there in case that fails.
      const limit = example.timeout + 10_000
      test.skipIf(example.skipped !== undefined)(example.name, { timeout: limit }, async () => {
        const result = await runExample(project, example, { start, bundles })
        fail(result.diagnostics)
      })
    }
  })
}

/** Carries diagnostics into vitest, which shows the code around the first place of the stack: a line of a page. */
class ExampleFailure extends Error {
  override readonly name = 'ExampleFailure'

  constructor(findings: readonly Diagnostic[], message: string, root: string) {
    super(message)
    const places = findings.flatMap(({ location }) => (location ? [`    at ${root}/${formatLocation(location)}`] : []))
    this.stack = [`${this.name}: ${message}`, ...places].join('\n')
  }
}
