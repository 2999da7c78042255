import type { ModelStep } from '../../model/model.ts'
import { toSeconds } from '../to-seconds.ts'

/** A node that runs, or has run. `startedAt` is in seconds. */
export interface Execution {
  readonly id: string
  readonly node_id: string
  readonly node_type: string
  readonly title: string
  readonly startedAt: number
}

/** The part of a run that its steps need. */
export interface StepTaker {
  /** In milliseconds. */
  now(): number
  uuid(kind: string): string
  tell(event: string, data: Record<string, unknown>): void
  /** Tells without the id of the run (Dify specification 4.2). */
  tellAside(event: string, data: Record<string, unknown>): void
  /** A node begins, without a word about it. */
  begin(type: string, title: string): Execution
  /** Fields that all events of a node have. */
  describe(execution: Execution): Record<string, unknown>
  /** Fields that they have besides when the node has run. */
  conclude(execution: Execution, outputs: Readonly<Record<string, unknown>>, error: string | null): object
}

/** Takes a step of a chatflow, and tells of it (Dify specification 4.4). */
export function takeStep(taker: StepTaker, step: ModelStep): void {
  const execution = taker.begin(step.type, step.title)
  if (step.type === 'iteration' || step.type === 'loop') repeat(taker, step.type, execution, step)
  else run(taker, execution, step)
}

function run(taker: StepTaker, execution: Execution, { outputs = {}, retries = 0, log = [] }: ModelStep): void {
  taker.tell('node_started', taker.describe(execution))
  for (let index = 1; index <= retries; index++) {
    const concluded = taker.conclude(execution, {}, 'It has failed.')
    taker.tell('node_retry', { ...taker.describe(execution), ...concluded, status: 'retry', retry_index: index })
  }
  for (const { label, data = {} } of log) {
    taker.tellAside('agent_log', {
      ...{ node_execution_id: execution.id, id: taker.uuid('agent-log'), label, parent_id: null, error: null },
      ...{ status: 'success', data, metadata: {}, node_id: execution.node_id },
    })
  }
  taker.tell('node_finished', { ...taker.describe(execution), ...taker.conclude(execution, outputs, null) })
}

/** A node that contains others has events of its own in place of `node_started` and `node_finished`. */
function repeat(taker: StepTaker, kind: 'iteration' | 'loop', execution: Execution, step: ModelStep): void {
  const { id, node_id, node_type, title, startedAt } = execution
  const { rounds = [], outputs = {} } = step
  const head = { id, node_id, node_type, title, created_at: startedAt, extras: {} }
  const started = { ...head, inputs: {}, inputs_truncated: false }
  taker.tell(`${kind}_started`, { ...started, metadata: {} })
  for (const [index] of rounds.entries()) {
    const before = kind === 'loop' ? { pre_loop_output: rounds[index - 1] ?? null } : {}
    taker.tell(`${kind}_next`, { ...head, index, ...before })
  }
  const finishedAt = toSeconds(taker.now())
  taker.tell(`${kind}_completed`, {
    ...started,
    ...{ outputs: { output: rounds, ...outputs }, outputs_truncated: false, status: 'succeeded', error: null },
    ...{ elapsed_time: finishedAt - startedAt, total_tokens: 0, execution_metadata: {} },
    ...{ finished_at: finishedAt, steps: rounds.length },
  })
}
