import { availableParallelism } from 'node:os'
import type { Project } from '../project/project.ts'
import { fingerprintExamples } from './changed/fingerprint.ts'
import { recordPassed, type Selection, selectChanged } from './changed/select-examples.ts'
import type { Example } from './example/example.ts'
import { loadHost, type StartHost } from './host.ts'
import { type Instrument, type PreparedPrograms, preparePrograms } from './prepare-programs.ts'
import { type ExampleResult, runExample } from './run-example.ts'

export interface RunExamplesOptions {
  /** Called as each example ends, in the order in which they end. */
  readonly onResult?: (result: ExampleResult) => void
  /** Another host than that of the configuration. Then nothing is left out, and nothing written down about what passed. */
  readonly start?: StartHost
  /** Called when the programs are ready, before the first of them runs. */
  readonly onPrepared?: (prepared: PreparedPrograms) => Promise<void>
  /** Changes each module as it is compiled, and each target in JavaScript, without moving a line or a column. */
  readonly instrument?: Instrument
  /**
   * Leave out the examples that passed before if nothing has changed since that they depend on; in doubt they run. What
   * an example depends on: {@link fingerprintExamples}. Default false.
   */
  readonly onlyChanged?: boolean
  /** With `onlyChanged`: called before the first example runs. */
  readonly onSelection?: (selection: Selection) => void
}

/**
 * Runs examples, several at once. The results are in the order of the examples. Those that passed
 * are noted in `.tangle/`, for a later run of what has changed.
 */
export async function runExamples(
  project: Project,
  examples: readonly Example[],
  options: RunExamplesOptions = {},
): Promise<ExampleResult[]> {
  const runnable = examples.filter((example) => example.skipped === undefined)
  if (runnable.length === 0) return []
  const prepared = await preparePrograms(project, runnable, options.instrument)
  try {
    // Before anything runs: what is edited in the meantime has not been tested.
    const fingerprints = options.start ? new Map() : await fingerprintExamples(project, runnable)
    const chosen = options.onlyChanged ? await selectChanged(project, runnable, fingerprints) : undefined
    if (chosen) options.onSelection?.(chosen)
    await options.onPrepared?.(prepared)
    const results = await runAll(project, chosen?.run ?? runnable, prepared, options)
    if (!options.start) await recordPassed(project, results, fingerprints)
    return results
  } finally {
    await prepared.remove()
  }
}

async function runAll(
  project: Project,
  examples: readonly Example[],
  prepared: PreparedPrograms,
  options: RunExamplesOptions,
): Promise<ExampleResult[]> {
  if (examples.length === 0) return []
  const start = options.start ?? (await loadHost(project))
  const results: ExampleResult[] = []
  const report = (at: number, result: ExampleResult) => {
    results[at] = result
    options.onResult?.(result)
  }
  const doubtful: number[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < examples.length; at = next++) {
      const example = examples[at]
      if (!example) continue
      const result = await runExample(project, example, { start, prepared })
      if (result.execution?.isNetworkShared) doubtful.push(at)
      else report(at, result)
    }
  }
  const workers = Math.min(examples.length, project.config.examples?.concurrency ?? availableParallelism())
  await Promise.all(Array.from({ length: workers }, work))
  // Somebody reached for the network, and several ran at that moment: alone, each shows whether it was the one.
  for (const at of doubtful) {
    const example = examples[at]
    if (example) report(at, await runExample(project, example, { start, prepared }))
  }
  return results
}
