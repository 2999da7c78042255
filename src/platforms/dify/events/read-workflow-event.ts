import {
  arrayOf,
  isRecord,
  optionalDate,
  optionalNumber,
  optionalRecord,
  optionalString,
  present,
  stringsOf,
  textOf,
} from '../../../core/read.ts'
import { fromWireRequest } from '../human-input.ts'
import type { WithoutBase } from './event-base.ts'
import type { WorkflowEvent, WorkflowFinishedEvent } from './workflow-events.ts'

/** An event of the run of a chatflow (Dify specification 4.4); `undefined` for one of another kind. */
export function readWorkflowEvent(
  type: string,
  frame: Record<string, unknown>,
): WithoutBase<WorkflowEvent> | undefined {
  const data = optionalRecord(frame.data) ?? {}
  const workflowRunId = optionalString(frame.workflow_run_id) ?? optionalString(data.workflow_run_id) ?? ''
  switch (type) {
    case 'workflow_started':
      return {
        event: type,
        workflowRunId,
        workflowId: textOf(data.workflow_id),
        inputs: optionalRecord(data.inputs) ?? {},
        ...present({ reason: optionalString(data.reason) }),
      }
    case 'node_started':
    case 'node_finished':
      return { event: type, workflowRunId, ...nodeOf(data) }
    case 'node_retry':
      return { event: type, workflowRunId, ...nodeOf(data), retryIndex: optionalNumber(data.retry_index) ?? 0 }
    case 'iteration_started':
    case 'iteration_next':
    case 'iteration_completed':
    case 'loop_started':
    case 'loop_next':
    case 'loop_completed':
      return { event: type, workflowRunId, ...nodeOf(data), ...present({ steps: optionalNumber(data.steps) }) }
    case 'agent_log':
      return {
        event: type,
        id: textOf(data.id),
        nodeId: textOf(data.node_id),
        label: textOf(data.label),
        data: optionalRecord(data.data) ?? {},
        ...present({
          parentId: optionalString(data.parent_id),
          status: optionalString(data.status),
          error: optionalString(data.error),
        }),
      }
    case 'human_input_required':
      return { event: type, workflowRunId, form: fromWireRequest(data) }
    case 'human_input_form_filled':
      return {
        event: type,
        workflowRunId,
        nodeId: textOf(data.node_id),
        nodeTitle: textOf(data.node_title),
        content: textOf(data.rendered_content),
        actionId: textOf(data.action_id),
        actionTitle: textOf(data.action_text),
        inputs: optionalRecord(data.submitted_data) ?? {},
      }
    case 'human_input_form_timeout':
      return {
        event: type,
        workflowRunId,
        nodeId: textOf(data.node_id),
        nodeTitle: textOf(data.node_title),
        ...present({ expiredAt: optionalDate(data.expiration_time) }),
      }
    case 'workflow_paused': {
      const reasons = arrayOf(data.reasons)
      const pausedNodes = stringsOf(data.paused_nodes)
      return { event: type, workflowRunId, pausedNodes, forms: formsOf(reasons), reasons }
    }
    case 'workflow_finished':
      return {
        event: type,
        workflowRunId,
        status: textOf(data.status) as WorkflowFinishedEvent['status'],
        outputs: optionalRecord(data.outputs) ?? {},
        ...present({
          error: optionalString(data.error),
          elapsedSeconds: optionalNumber(data.elapsed_time),
          totalTokens: optionalNumber(data.total_tokens),
          totalSteps: optionalNumber(data.total_steps),
        }),
      }
    default:
      return undefined
  }
}

/** The forms among the reasons why a run waits. */
export function formsOf(reasons: readonly unknown[]) {
  return reasons
    .filter(isRecord)
    .filter((reason) => optionalString(reason.form_id) !== undefined)
    .map(fromWireRequest)
}

function nodeOf(data: Record<string, unknown>) {
  return {
    nodeId: textOf(data.node_id),
    nodeType: textOf(data.node_type),
    title: textOf(data.title),
    index: optionalNumber(data.index) ?? 0,
    ...present({
      status: optionalString(data.status),
      outputs: optionalRecord(data.outputs),
      error: optionalString(data.error),
      elapsedSeconds: optionalNumber(data.elapsed_time),
    }),
  }
}
