import type {
  AgentThoughtEvent,
  MessageEndEvent,
  MessageEvent,
  MessageFileEvent,
  MessageReplaceEvent,
  ReasoningEvent,
  SpeechEvent,
} from './answer-events.ts'
import type { StreamEventBase } from './event-base.ts'
import type { WorkflowEvent } from './workflow-events.ts'

/** An event that this version does not know. */
export interface UnknownEvent extends StreamEventBase {
  event: 'unknown'
  /** The platform's name for it. */
  type: string
  /** The whole event, in the platform's words. */
  data: Record<string, unknown>
}

/** Everything that a stream can tell: `event` says which one it is. */
export type ChatStreamEvent =
  | MessageEvent
  | AgentThoughtEvent
  | MessageFileEvent
  | MessageReplaceEvent
  | MessageEndEvent
  | SpeechEvent
  | ReasoningEvent
  | WorkflowEvent
  | UnknownEvent
