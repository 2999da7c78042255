import {
  isRecord,
  optionalDate,
  optionalNumber,
  optionalRecord,
  optionalString,
  parseJson,
  present,
  stringsOf,
} from '../../core/read.ts'
import { fromWireFiles, type ReplyFile } from './reply-file.ts'
import { fromWireMetadata, type ReplyMetadata } from './reply-metadata.ts'

/** What every event of a stream tells, as far as the server sent it. */
export interface StreamEventBase {
  conversationId: string
  messageId: string
  /** The handle for stopping. */
  taskId: string
  /** When the message was created: the same on every event of one reply. */
  createdAt?: Date
}

/** Text to append. */
export interface MessageEvent extends StreamEventBase {
  event: 'message' | 'agent_message'
  answer: string
}

/** A step of an agent. It comes again with the same `id` as tool and observation become known: keep the last. */
export interface AgentThoughtEvent extends StreamEventBase {
  event: 'agent_thought'
  id: string
  position: number
  thought?: string
  observation?: string
  /** Names of tools, joined by `;`. */
  tool?: string
  /** A JSON text. */
  toolInput?: string
  toolLabels: Record<string, unknown>
  messageFiles: string[]
}

/** A file that the app has made for the answer. */
export interface MessageFileEvent extends StreamEventBase {
  event: 'message_file'
  id: string
  type?: string
  belongsTo?: string
  url?: string
}

/** Throw away the text so far and take this one: after moderation, or because an agent closes with its whole text. */
export interface MessageReplaceEvent extends StreamEventBase {
  event: 'message_replace'
  answer: string
  reason?: string
}

/** The answer is complete and stored. More events may follow. */
export interface MessageEndEvent extends StreamEventBase {
  event: 'message_end'
  metadata: ReplyMetadata
  files: ReplyFile[]
}

/** A piece of the answer as speech, where the app speaks by itself. */
export interface SpeechEvent extends StreamEventBase {
  event: 'tts_message' | 'tts_message_end'
  /** MP3 in base64; empty at the end. */
  audio: string
}

/** A piece of what the model thinks before it answers. */
export interface ReasoningEvent extends StreamEventBase {
  event: 'reasoning_chunk'
  reasoning: string
  nodeId: string
  isFinal: boolean
}

/** The workflow behind a chatflow begins. */
export interface WorkflowStartedEvent extends StreamEventBase {
  event: 'workflow_started'
  workflowRunId: string
  workflowId: string
  inputs: Record<string, unknown>
}

/** A step of the workflow begins or ends. */
export interface NodeEvent extends StreamEventBase {
  event: 'node_started' | 'node_finished'
  workflowRunId: string
  nodeId: string
  nodeType: string
  title: string
  index: number
  /** Absent on a start. */
  status?: string
  outputs?: Record<string, unknown>
  error?: string
  elapsedSeconds?: number
}

/** The workflow has ended, well or not. */
export interface WorkflowFinishedEvent extends StreamEventBase {
  event: 'workflow_finished'
  workflowRunId: string
  status: 'succeeded' | 'failed' | 'partial-succeeded' | 'stopped'
  outputs: Record<string, unknown>
  error?: string
  elapsedSeconds?: number
  totalTokens?: number
  totalSteps?: number
}

/** A chatflow waits for a human; the stream ends without an answer. */
export interface WorkflowPausedEvent extends StreamEventBase {
  event: 'workflow_paused'
  workflowRunId: string
  reasons: unknown[]
}

/** An event that this version does not know. */
export interface UnknownEvent extends StreamEventBase {
  event: 'unknown'
  /** The platform's name for it. */
  type: string
  /** The whole event, in the platform's words. */
  data: Record<string, unknown>
}

/** Something that happens while an answer is written, by its `event`. */
export type ChatStreamEvent =
  | MessageEvent
  | AgentThoughtEvent
  | MessageFileEvent
  | MessageReplaceEvent
  | MessageEndEvent
  | SpeechEvent
  | ReasoningEvent
  | WorkflowStartedEvent
  | NodeEvent
  | WorkflowFinishedEvent
  | WorkflowPausedEvent
  | UnknownEvent

/** What the data of one server-sent event turned out to be. */
export type ParsedFrame =
  | { kind: 'event'; event: ChatStreamEvent }
  | {
      kind: 'error'
      status: number | undefined
      code: string | undefined
      message: string
      ids: Partial<StreamEventBase>
    }
  /** A keep-alive that came with data. */
  | { kind: 'ping' }
  | { kind: 'invalid'; reason: string }

/** The type of an event is the key `event` inside the JSON; the line `event:` says nothing (Dify specification 4.1). */
export function parseFrame(data: string): ParsedFrame {
  const frame = parseJson(data)
  if (!isRecord(frame)) return { kind: 'invalid', reason: 'the data is not a JSON object' }
  const type = optionalString(frame.event)
  if (type === undefined) return { kind: 'invalid', reason: 'event is missing' }
  if (type === 'ping') return { kind: 'ping' }
  const ids = idsOf(frame)
  if (type === 'error') {
    return {
      kind: 'error',
      status: optionalNumber(frame.status),
      code: optionalString(frame.code),
      message: optionalString(frame.message) ?? '',
      ids: present({
        conversationId: ids.conversationId || undefined,
        messageId: ids.messageId || undefined,
        taskId: ids.taskId || undefined,
      }),
    }
  }
  return { kind: 'event', event: Object.assign(ids, fieldsOf(type, frame)) }
}

function idsOf(frame: Record<string, unknown>): StreamEventBase {
  const ids: StreamEventBase = {
    conversationId: textOf(frame.conversation_id),
    messageId: textOf(frame.message_id),
    taskId: textOf(frame.task_id),
  }
  const createdAt = optionalDate(frame.created_at)
  if (createdAt !== undefined) ids.createdAt = createdAt
  return ids
}

type WithoutBase<Event> = Event extends unknown ? Omit<Event, keyof StreamEventBase> : never

function fieldsOf(type: string, frame: Record<string, unknown>): WithoutBase<ChatStreamEvent> {
  const data = optionalRecord(frame.data) ?? {}
  const workflowRunId = optionalString(frame.workflow_run_id) ?? optionalString(data.workflow_run_id) ?? ''
  switch (type) {
    case 'message':
    case 'agent_message':
      return { event: type, answer: textOf(frame.answer) }
    case 'agent_thought':
      return {
        event: type,
        id: textOf(frame.id),
        position: optionalNumber(frame.position) ?? 0,
        toolLabels: optionalRecord(frame.tool_labels) ?? {},
        messageFiles: stringsOf(frame.message_files),
        ...present({
          thought: optionalString(frame.thought),
          observation: optionalString(frame.observation),
          tool: optionalString(frame.tool),
          toolInput: optionalString(frame.tool_input),
        }),
      }
    case 'message_file':
      // Chat mode labels text so once the message owns a file (Dify specification 4.3).
      if (typeof frame.answer === 'string') return { event: 'message', answer: frame.answer }
      return {
        event: type,
        id: textOf(frame.id),
        ...present({
          type: optionalString(frame.type),
          belongsTo: optionalString(frame.belongs_to),
          url: optionalString(frame.url),
        }),
      }
    case 'message_replace':
      return { event: type, answer: textOf(frame.answer), ...present({ reason: optionalString(frame.reason) }) }
    case 'message_end':
      return { event: type, metadata: fromWireMetadata(frame.metadata), files: fromWireFiles(frame.files) }
    case 'tts_message':
    case 'tts_message_end':
      return { event: type, audio: textOf(frame.audio) }
    case 'reasoning_chunk':
      return {
        event: type,
        reasoning: textOf(data.reasoning),
        nodeId: textOf(data.node_id),
        isFinal: data.is_final === true,
      }
    case 'workflow_started':
      return {
        event: type,
        workflowRunId,
        workflowId: textOf(data.workflow_id),
        inputs: optionalRecord(data.inputs) ?? {},
      }
    case 'node_started':
    case 'node_finished':
      return {
        event: type,
        workflowRunId,
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
    case 'workflow_paused':
      return { event: type, workflowRunId, reasons: Array.isArray(data.reasons) ? data.reasons : [] }
    default:
      return { event: 'unknown', type, data: frame }
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
