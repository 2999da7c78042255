import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import type { ExampleBundles } from './bundle-examples.ts'
import { compareExpectation } from './compare.ts'
import { diagnoseFailure } from './diagnose-failure.ts'
import type { Example, Expectation } from './example.ts'
import { type Execution, execute } from './execute.ts'
import type { Host, StartHost } from './host.ts'

export interface ExampleResult {
  readonly example: Example
  readonly execution: Execution | undefined
  /** What the host reported; empty without a host that does. */
  readonly transcript: readonly string[]
  /** Why it failed; empty if everything held. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface RunOptions {
  readonly start: StartHost
  /** Must have been made of this example, among others. */
  readonly bundles: Pick<ExampleBundles, 'files' | 'failures'>
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void
}

/** Runs one example under a host of its own and compares what it shows with what its page says. */
export async function runExample(project: Project, example: Example, options: RunOptions): Promise<ExampleResult> {
  const nothing = { example, execution: undefined, transcript: [] }
  const failures = options.bundles.failures.get(example.name)
  if (failures) return { ...nothing, diagnostics: failures }
  const bundle = options.bundles.files.get(example.name)
  if (bundle === undefined) throw new Error(`${example.name} has not been compiled.`)
  let host: Host
  try {
    host = await options.start({ name: example.name, path: example.target.path })
  } catch (error) {
    return { ...nothing, diagnostics: [hostDiagnostic(example, 'did not start', error)] }
  }
  let execution: Execution
  let transcript: readonly string[]
  try {
    const { timeout, args } = example
    const { onOutput } = options
    execution = await execute(bundle, {
      cwd: project.root,
      env: host.env,
      timeout,
      args,
      ...(onOutput && { onOutput }),
    })
    transcript = (await host.transcript?.()) ?? []
  } catch (error) {
    await host.stop()
    throw error
  }
  const complaint = await stopHost(example, () => host.stop())
  const failed = execution.timedOut || execution.exitCode !== example.exitCode
  // What a program prints before it fails is not worth comparing: the failure says more.
  const diagnostics = failed
    ? [diagnoseFailure(project, example, execution)]
    : example.expectations.flatMap(
        (expectation) => compareExpectation(example, expectation, shown(expectation.kind, execution, transcript)) ?? [],
      )
  return { example, execution, transcript, diagnostics: [...diagnostics, ...complaint] }
}

/** The text that an expectation of this kind is about. */
export function shown(kind: Expectation['kind'], execution: Execution, transcript: readonly string[]): string {
  return kind === 'transcript' ? transcript.map((line) => `${line}\n`).join('') : execution[kind]
}

async function stopHost(example: Example, stop: () => void | Promise<void>): Promise<Diagnostic[]> {
  try {
    await stop()
    return []
  } catch (error) {
    return [hostDiagnostic(example, 'objects', error)]
  }
}

function hostDiagnostic(example: Example, what: string, error: unknown): Diagnostic {
  const { root } = example.target
  return {
    code: 'host-failed',
    severity: 'error',
    message: `The host of ${example.name} ${what}: ${error instanceof Error ? error.message : String(error)}`,
    location: root.attributes.get('file')?.location ?? root.fence,
  }
}
