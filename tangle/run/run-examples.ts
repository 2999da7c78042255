import { availableParallelism } from 'node:os'
import type { Project } from '../project/project.ts'
import { bundleExamples } from './bundle-examples.ts'
import type { Example } from './example.ts'
import { loadHost } from './host.ts'
import { type ExampleResult, runExample } from './run-example.ts'

export interface RunExamplesOptions {
  /** Called as each example ends, in the order in which they end. */
  readonly onResult?: (result: ExampleResult) => void
}

/** Compiles and runs examples, several at once. The results are in the order of the examples. */
export async function runExamples(
  project: Project,
  examples: readonly Example[],
  { onResult }: RunExamplesOptions = {},
): Promise<ExampleResult[]> {
  const runnable = examples.filter((example) => example.skipped === undefined)
  if (runnable.length === 0) return []
  const [bundles, start] = await Promise.all([bundleExamples(project, runnable), loadHost(project)])
  const results: ExampleResult[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < runnable.length; at = next++) {
      const example = runnable[at]
      if (!example) continue
      const result = await runExample(project, example, { start, bundles })
      results[at] = result
      onResult?.(result)
    }
  }
  const workers = Math.min(runnable.length, project.config.examples?.concurrency ?? availableParallelism())
  try {
    await Promise.all(Array.from({ length: workers }, work))
  } finally {
    await bundles.remove()
  }
  return results
}
