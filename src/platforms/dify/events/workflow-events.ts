import type { HumanInputRequest } from '../human-input.ts'
import type { StreamEventBase } from './event-base.ts'

/** What every event of a run of a chatflow tells besides. */
interface RunEventBase extends StreamEventBase {
  workflowRunId: string
}

/** What events of a node tell. */
interface NodeEventBase extends RunEventBase {
  nodeId: string
  /** The word of Dify for its kind, such as `llm` or `code`. */
  nodeType: string
  title: string
  /** Counted from 1; of a round of an iteration or a loop from 0. */
  index: number
  /** Absent on a start. */
  status?: string
  outputs?: Record<string, unknown>
  error?: string
  elapsedSeconds?: number
}

/** The run of a chatflow begins, or goes on after a pause. */
export interface WorkflowStartedEvent extends RunEventBase {
  event: 'workflow_started'
  workflowId: string
  inputs: Record<string, unknown>
  /** `initial`, or `resumption` when a run goes on after a pause. */
  reason?: string
}

/** A step of the run. Nodes run beside each other: `nodeId` says which one is meant. */
export interface NodeEvent extends NodeEventBase {
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
  id: string
  nodeId: string
  label: string
  /** The line that this one is part of. */
  parentId?: string
  status?: string
  error?: string
  data: Record<string, unknown>
}

/** The run has ended. */
export interface WorkflowFinishedEvent extends RunEventBase {
  event: 'workflow_finished'
  status: 'succeeded' | 'failed' | 'partial-succeeded' | 'stopped'
  outputs: Record<string, unknown>
  error?: string
  elapsedSeconds?: number
  totalTokens?: number
  totalSteps?: number
}

/** A person is asked: `workflow_paused` follows. */
export interface HumanInputRequiredEvent extends RunEventBase {
  event: 'human_input_required'
  form: HumanInputRequest
}

/** A person has filled in a form; the run goes on. */
export interface HumanInputFilledEvent extends RunEventBase {
  event: 'human_input_form_filled'
  nodeId: string
  nodeTitle: string
  /** The text of the form, with what was filled in. */
  content: string
  actionId: string
  actionTitle: string
  inputs: Record<string, unknown>
}

/** Nobody has filled in a form in time. */
export interface HumanInputTimeoutEvent extends RunEventBase {
  event: 'human_input_form_timeout'
  nodeId: string
  nodeTitle: string
  expiredAt?: Date
}

/** A chatflow waits for a human; the stream ends without an answer. */
export interface WorkflowPausedEvent extends RunEventBase {
  event: 'workflow_paused'
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
