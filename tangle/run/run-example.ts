import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import { compareExpectation } from './compare/compare-expectation.ts'
import { type Shown, toShown } from './compare/shown.ts'
import type { Example } from './example/example.ts'
import { isMissing, missingReason } from './example/find-programs.ts'
import { blockOf, diagnoseFailure, hasFailed } from './failure/diagnose-failure.ts'
import { diagnoseNetwork } from './failure/diagnose-network.ts'
import { PagePlaces } from './failure/page-places.ts'
import type { Host, StartHost } from './host.ts'
import type { PreparedProgram, PreparedPrograms } from './prepare-programs.ts'
import { type Execution, execute } from './process/execute.ts'

/** The outcome of one example. */
export interface ExampleResult {
  /** The example that was run. */
  readonly example: Example
  /** The program's exit status and output. `undefined` if it did not start. */
  readonly execution: Execution | undefined
  /** The reports of the host; empty without a host that does. */
  readonly transcript: readonly string[]
  /** The outcome that the expectations of the page are compared with. */
  readonly shown: Shown
  /** Why it failed; empty if everything held. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface RunOptions {
  readonly start: StartHost
  /** Must have been made of this example, among others. */
  readonly prepared: Pick<PreparedPrograms, 'folder' | 'programs' | 'failures'>
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void
}

/** Runs one example under a host of its own and compares what it shows with what its page says. */
export async function runExample(project: Project, example: Example, options: RunOptions): Promise<ExampleResult> {
  const { prepared } = options
  const notRun = (diagnostics: readonly Diagnostic[]): ExampleResult => {
    const shown = { stdout: '', stderr: '', transcript: '' }
    return { example, execution: undefined, transcript: [], shown, diagnostics }
  }
  const failures = prepared.failures.get(example.name)
  if (failures) return notRun(failures)
  const program = prepared.programs.get(example.name)
  if (!program) throw new Error(`${example.name} has not been prepared.`)
  let host: Host
  try {
    host = await options.start({ name: example.name, path: example.target.path })
  } catch (error) {
    return notRun([hostDiagnostic(example, 'did not start', error)])
  }
  let execution: Execution
  let transcript: readonly string[]
  try {
    execution = await executeProgram(project, example, program, host, options.onOutput)
    transcript = (await host.transcript?.()) ?? []
  } catch (error) {
    await host.stop()
    if (isMissing(error)) return notRun([missingDiagnostic(example, program)])
    throw error
  }
  const complaint = await stopHost(example, () => host.stop())
  const places = new PagePlaces(project, example, prepared)
  const shown = toShown(places, execution, transcript)
  const diagnostics = [...(await diagnose(places, execution, shown)), ...complaint]
  return { example, execution, transcript, shown, diagnostics }
}

function executeProgram(
  project: Project,
  { timeout, args }: Example,
  { command }: PreparedProgram,
  { env }: Host,
  onOutput: RunOptions['onOutput'],
): Promise<Execution> {
  return execute(command, { cwd: project.root, env, timeout, args, ...(onOutput && { onOutput }) })
}

async function diagnose(places: PagePlaces, execution: Execution, shown: Shown): Promise<Diagnostic[]> {
  const { example } = places
  const network = diagnoseNetwork(places, execution)
  // What a program prints before it fails is not worth comparing: the failure says more.
  if (!hasFailed(example, execution)) {
    const differences = example.expectations.flatMap(
      (expectation) => compareExpectation(example, expectation, shown[expectation.kind]) ?? [],
    )
    return [...network, ...differences]
  }
  const failure = await diagnoseFailure(places, execution)
  // It failed because of the network: one finding, with the stack.
  const [first, ...others] = network
  const isCause = execution.stderr.includes('ERR_NETWORK_ACCESS') || execution.networkAttempts[0]?.stack === ''
  if (!first || !isCause) return [...network, failure]
  // Of programs in other languages, only their failure says where they were.
  const { location, related, detail } = first.related ? { ...failure, ...first } : failure
  const merged = { ...(location && { location }), ...(related && { related }), ...(detail !== undefined && { detail }) }
  return [{ ...first, ...merged }, ...others]
}

function missingDiagnostic(example: Example, { command }: PreparedProgram): Diagnostic {
  return {
    code: 'example-failed',
    severity: 'error',
    message: `${example.name} cannot be run: ${missingReason(command.program)}.`,
    location: blockOf(example),
  }
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
  return {
    code: 'host-failed',
    severity: 'error',
    message: `The host of ${example.name} ${what}: ${error instanceof Error ? error.message : String(error)}`,
    location: blockOf(example),
  }
}
