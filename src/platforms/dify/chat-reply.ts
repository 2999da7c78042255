import { arrayOf, isRecord, optionalDate, optionalRecord, optionalString, present } from '../../core/read.ts'
import { formsOf } from './events/read-workflow-event.ts'
import type { HumanInputRequest } from './human-input.ts'
import type { ReplyFile } from './reply-file.ts'
import { fromWireMetadata, type ReplyMetadata } from './reply-metadata.ts'

/** The kind of app that answers. */
export type AppMode = 'chat' | 'agent-chat' | 'advanced-chat' | 'agent' | 'workflow' | 'completion'

/**
 * How an answer ended: `complete`; `stopped` by request, with what there was until then; or `paused`, when a chatflow
 * waits for a human.
 */
export type ReplyStatus = 'complete' | 'stopped' | 'paused'

/** An answer. */
export interface ChatReply {
  /** How the answer ended. One that failed is no reply: it throws. */
  status: ReplyStatus
  /** The whole text; what there was of it, where the answer was stopped or is paused. */
  answer: string
  /** Pass it to the next call to go on with the conversation. */
  conversationId: string
  /** For `dify.messages`: feedback and suggested questions go by it. */
  messageId: string
  /** The handle for stopping. Of no use any more once the reply is there. */
  taskId: string
  /** Absent on a reply that came as a stream, which does not say it. */
  mode?: AppMode
  /** When the message was created. */
  createdAt?: Date
  /** The tokens and the price of the answer, and the passages that it rests on. */
  metadata: ReplyMetadata
  /** Files that came with the answer. Empty for a blocking reply, which has none. */
  files: ReplyFile[]
  /** Of chatflows that were streamed or paused. */
  workflowRunId?: string
  /** Forms that a paused chatflow waits for: see `dify.forms`. */
  forms?: HumanInputRequest[]
}

/** Reads a blocking reply, also that of a chatflow that paused (Dify specification 3.1). */
export function fromWireReply(value: unknown): ChatReply | undefined {
  if (!isRecord(value)) return undefined
  const paused = optionalRecord(value.data)
  const isPaused = paused?.status === 'paused'
  // Below `data` only a run that is paused has its answer: any other end is none that is known.
  const answer = value.answer ?? (isPaused ? paused.answer : undefined)
  if (typeof answer !== 'string' && !isPaused) return undefined
  return {
    status: isPaused ? 'paused' : 'complete',
    answer: typeof answer === 'string' ? answer : '',
    conversationId: optionalString(value.conversation_id) ?? '',
    messageId: optionalString(value.message_id) ?? optionalString(value.id) ?? '',
    taskId: optionalString(value.task_id) ?? '',
    metadata: fromWireMetadata(value.metadata ?? paused?.metadata),
    files: [],
    ...present({
      mode: optionalString(value.mode) as AppMode | undefined,
      createdAt: optionalDate(value.created_at),
      workflowRunId: optionalString(paused?.workflow_run_id),
    }),
    ...(isPaused ? { forms: formsOf(arrayOf(paused.reasons)) } : {}),
  }
}
