import type { HumanInputRequest } from '../human-input.ts'
import type { StreamEventBase } from './event-base.ts'

/** The fields that every event of a run has besides. */
interface RunEventBase extends StreamEventBase {
  /** The run that this is part of: `dify.workflows.run` and `dify.workflows.events` take it. */
  workflowRunId: string
}

/** The fields of every event of a node. */
interface NodeEventBase extends RunEventBase {
  /** The node in the chatflow; the same each time that it runs. */
  nodeId: string
  /** The word of Dify for its kind, such as `llm` or `code`. */
  nodeType: string
  /** The name of the node in Dify's editor. */
  title: string
  /** Counted from 1; of a round of an iteration or a loop from 0. */
  index: number
  /** `succeeded`, `failed`, `exception`, or `retry` where it is run again. Absent on a start. */
  status?: string
  /** The results of the node, by name. Absent on a start. */
  outputs?: Record<string, unknown>
  /** Why the node failed. Absent unless it did. */
  error?: string
  /** Seconds that the node took. Absent on a start. */
  elapsedSeconds?: number
}

/** The run of a chatflow begins, or goes on after a pause. */
export interface WorkflowStartedEvent extends RunEventBase {
  event: 'workflow_started'
  /** The version of the chatflow that runs. `workflowId` of a request asks for it again. */
  workflowId: string
  /** The inputs of the conversation, and those of the system, such as `sys.query`. */
  inputs: Record<string, unknown>
  /** `initial`, or `resumption` when a run goes on after a pause. */
  reason?: string
}

/** A step of the run. Nodes run beside each other: `nodeId` says which one is meant. */
export interface NodeEvent extends NodeEventBase {
  /** `node_finished` comes also for a node that has failed: see `status`. */
  event: 'node_started' | 'node_finished'
}

/** A node has failed and is run again. */
export interface NodeRetryEvent extends NodeEventBase {
  event: 'node_retry'
  /** Counted from 1. */
  retryIndex: number
}

/** A node that runs other nodes several times. It has no `node_started` and no `node_finished`. */
export interface RepetitionEvent extends NodeEventBase {
  /** `…_started` comes once, `…_next` with each round, `…_completed` after the last one. */
  event:
    | 'iteration_started'
    | 'iteration_next'
    | 'iteration_completed'
    | 'loop_started'
    | 'loop_next'
    | 'loop_completed'
  /** How often it ran; on `iteration_completed` and `loop_completed`. */
  steps?: number
}

/** A line of the log of an agent in a node. It comes again with the same `id` when more is known: keep the last. */
export interface AgentLogEvent extends StreamEventBase {
  event: 'agent_log'
  /** The same on every event of one line. */
  id: string
  /** The node that the agent works in. */
  nodeId: string
  /** A heading for people. */
  label: string
  /** The line that this one is part of. */
  parentId?: string
  /** The platform's word for how far the line is, such as `success`. */
  status?: string
  /** Why the line failed. Absent unless it did. */
  error?: string
  /** The content of the line, in the platform's words. */
  data: Record<string, unknown>
}

/** The run has ended. */
export interface WorkflowFinishedEvent extends RunEventBase {
  event: 'workflow_finished'
  /** `partial-succeeded`: some nodes failed, and the run went on to its end. `stopped`: somebody asked for it. */
  status: 'succeeded' | 'failed' | 'partial-succeeded' | 'stopped'
  /** The results of the chatflow, by name. Empty if there are none. */
  outputs: Record<string, unknown>
  /** Why the run failed, or that it was stopped. Absent otherwise. */
  error?: string
  /** Seconds from the start of the run to its end. */
  elapsedSeconds?: number
  /** The tokens of all models in the run. */
  totalTokens?: number
  /** The number of nodes that ran. */
  totalSteps?: number
}

/** A person is asked: `workflow_paused` follows. */
export interface HumanInputRequiredEvent extends RunEventBase {
  event: 'human_input_required'
  /** The form to show. `dify.forms.submit` takes its `formToken`. */
  form: HumanInputRequest
}

/** A person has filled in a form; the run goes on. */
export interface HumanInputFilledEvent extends RunEventBase {
  event: 'human_input_form_filled'
  /** The node that asked. */
  nodeId: string
  /** The name of that node in Dify's editor. */
  nodeTitle: string
  /** The text of the form, with what was filled in. */
  content: string
  /** The `id` of the action that was chosen. */
  actionId: string
  /** The label of the button of that action. */
  actionTitle: string
  /** The values that were filled in, by the names of the fields. */
  inputs: Record<string, unknown>
}

/** Nobody has filled in a form in time. */
export interface HumanInputTimeoutEvent extends RunEventBase {
  event: 'human_input_form_timeout'
  /** The node that asked. */
  nodeId: string
  /** The name of that node in Dify's editor. */
  nodeTitle: string
  /** The end of the time that the form was open. */
  expiredAt?: Date
}

/** A chatflow waits for a human; the stream ends without an answer. */
export interface WorkflowPausedEvent extends RunEventBase {
  event: 'workflow_paused'
  /** Ids of the nodes that wait. */
  pausedNodes: string[]
  /** The forms that it waits for. */
  forms: HumanInputRequest[]
  /** Why it waits, in the platform's words. */
  reasons: unknown[]
}

/** The run of a chatflow, as a stream tells of it. */
export type WorkflowEvent =
  | WorkflowStartedEvent
  | NodeEvent
  | NodeRetryEvent
  | RepetitionEvent
  | AgentLogEvent
  | HumanInputRequiredEvent
  | HumanInputFilledEvent
  | HumanInputTimeoutEvent
  | WorkflowPausedEvent
  | WorkflowFinishedEvent
