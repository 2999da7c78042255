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
  id: string
  workflowId: string
  /** `running`, `succeeded`, `failed`, `stopped`, `partial-succeeded` or `paused`. */
  status: string
  /** With those of the system, such as `sys.query`. */
  inputs: Record<string, unknown>
  /** Empty as long as it runs or is paused. */
  outputs: Record<string, unknown>
  error?: string
  totalSteps?: number
  totalTokens?: number
  createdAt?: Date
  finishedAt?: Date
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
