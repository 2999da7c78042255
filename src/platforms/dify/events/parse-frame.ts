import {
  isRecord,
  optionalDate,
  optionalNumber,
  optionalRecord,
  optionalString,
  parseJson,
  present,
  stringsOf,
  textOf,
} from '../../../core/read.ts'
import { fromWireFiles } from '../reply-file.ts'
import { fromWireMetadata } from '../reply-metadata.ts'
import type { ChatStreamEvent } from './chat-stream-event.ts'
import type { StreamEventBase, WithoutBase } from './event-base.ts'
import { readWorkflowEvent } from './read-workflow-event.ts'

/** The data of one server-sent event, told apart. */
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

function fieldsOf(type: string, frame: Record<string, unknown>): WithoutBase<ChatStreamEvent> {
  const data = optionalRecord(frame.data) ?? {}
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
    default:
      return readWorkflowEvent(type, frame) ?? { event: 'unknown', type, data: frame }
  }
}
