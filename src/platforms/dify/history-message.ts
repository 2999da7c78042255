import {
  arrayOf,
  isRecord,
  optionalDate,
  optionalNumber,
  optionalRecord,
  optionalString,
  present,
} from '../../core/read.ts'
import { fromWireRetrieverResource, type RetrieverResource } from './reply-metadata.ts'

/** The opinion of a user on an answer. */
export type Rating = 'like' | 'dislike'

/** A file of a message of the history. */
export interface HistoryFile {
  id: string
  filename?: string
  type?: string
  /** Signed; it expires. */
  url?: string
  mimeType?: string
  size?: number
  transferMethod?: string
  /** `user` or `assistant`. */
  belongsTo?: string
  uploadId?: string
}

/** A question and its answer, as the server keeps them (Dify specification 3.5). */
export interface HistoryMessage {
  id: string
  conversationId: string
  parentMessageId?: string
  inputs: Record<string, unknown>
  query: string
  answer: string
  /** `normal`, `error` or `paused`. */
  status: string
  error?: string
  files: HistoryFile[]
  /** How its user has rated it. */
  rating?: Rating
  retrieverResources: RetrieverResource[]
  /** Steps of an agent, in the platform's words. */
  agentThoughts: Record<string, unknown>[]
  createdAt?: Date
  totalTokens?: number
}

export function fromWireHistoryMessage(value: unknown): HistoryMessage | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    conversationId: optionalString(value.conversation_id) ?? '',
    inputs: optionalRecord(value.inputs) ?? {},
    query: optionalString(value.query) ?? '',
    answer: optionalString(value.answer) ?? '',
    status: optionalString(value.status) ?? 'normal',
    files: arrayOf(value.message_files).flatMap(fromWireFile),
    retrieverResources: arrayOf(value.retriever_resources).filter(isRecord).map(fromWireRetrieverResource),
    agentThoughts: arrayOf(value.agent_thoughts).filter(isRecord),
    ...present({
      parentMessageId: optionalString(value.parent_message_id),
      error: optionalString(value.error),
      rating: ratingOf(optionalRecord(value.feedback)?.rating),
      createdAt: optionalDate(value.created_at),
      totalTokens: optionalNumber(value.total_tokens),
    }),
  }
}

function fromWireFile(value: unknown): HistoryFile[] {
  if (!isRecord(value) || typeof value.id !== 'string') return []
  const fields = {
    filename: optionalString(value.filename),
    type: optionalString(value.type),
    url: optionalString(value.url),
    mimeType: optionalString(value.mime_type),
    size: optionalNumber(value.size),
    transferMethod: optionalString(value.transfer_method),
    belongsTo: optionalString(value.belongs_to),
    uploadId: optionalString(value.upload_file_id),
  }
  return [{ id: value.id, ...present(fields) }]
}

/** An opinion on an answer, of an end user or of somebody of the team (Dify specification 3.9). */
export interface Feedback {
  id: string
  conversationId: string
  messageId: string
  rating: Rating
  content?: string
  /** `user` or `admin`. */
  source?: string
  endUserId?: string
  createdAt?: Date
  updatedAt?: Date
}

export function fromWireFeedback(value: unknown): Feedback | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  const rating = ratingOf(value.rating)
  if (rating === undefined) return undefined
  return {
    id: value.id,
    conversationId: optionalString(value.conversation_id) ?? '',
    messageId: optionalString(value.message_id) ?? '',
    rating,
    ...present({
      content: optionalString(value.content),
      source: optionalString(value.from_source),
      endUserId: optionalString(value.from_end_user_id),
      createdAt: optionalDate(value.created_at),
      updatedAt: optionalDate(value.updated_at),
    }),
  }
}

function ratingOf(value: unknown): Rating | undefined {
  return value === 'like' || value === 'dislike' ? value : undefined
}
