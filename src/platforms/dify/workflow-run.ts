import {
  isRecord,
  optionalDate,
  optionalNumber,
  optionalRecord,
  optionalString,
  parseJson,
  present,
} from '../../core/read.ts'

/** A run of a chatflow, as the server keeps it (Dify specification 3.13). */
export interface WorkflowRun {
  /** The `workflowRunId` of the events of the run. */
  id: string
  /** The version of the chatflow that ran. */
  workflowId: string
  /** `running`, `succeeded`, `failed`, `stopped`, `partial-succeeded` or `paused`. */
  status: string
  /** With those of the system, such as `sys.query`. */
  inputs: Record<string, unknown>
  /** Empty as long as it runs or is paused. */
  outputs: Record<string, unknown>
  /** Why the run failed, or that it was stopped. Absent otherwise. */
  error?: string
  /** The number of nodes that ran so far. */
  totalSteps?: number
  /** The tokens of all models in the run so far. */
  totalTokens?: number
  /** The time of its start. */
  createdAt?: Date
  /** The time of its end. Absent as long as it runs or is paused. */
  finishedAt?: Date
  /** Seconds that it has taken. */
  elapsedSeconds?: number
}

export function fromWireWorkflowRun(value: unknown): WorkflowRun | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  // A JSON text; whoever has it parsed already is understood as well.
  const inputs = typeof value.inputs === 'string' ? parseJson(value.inputs) : value.inputs
  return {
    id: value.id,
    workflowId: optionalString(value.workflow_id) ?? '',
    status: optionalString(value.status) ?? '',
    inputs: optionalRecord(inputs) ?? {},
    outputs: optionalRecord(value.outputs) ?? {},
    ...present({
      error: optionalString(value.error),
      totalSteps: optionalNumber(value.total_steps),
      totalTokens: optionalNumber(value.total_tokens),
      createdAt: optionalDate(value.created_at),
      finishedAt: optionalDate(value.finished_at),
      elapsedSeconds: optionalNumber(value.elapsed_time),
    }),
  }
}
