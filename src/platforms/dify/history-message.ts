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
  /** The id of the file in the message. `uploadId` is the one to send it again with. */
  id: string
  /** The name, with its extension. */
  filename?: string
  /** `image`, `document`, `audio`, `video` or `custom`. */
  type?: string
  /** Signed; it expires. */
  url?: string
  /** Such as `image/png`. */
  mimeType?: string
  /** The size in bytes. */
  size?: number
  /** `remote_url` for an address, `local_file` for an upload, a word of its own for what a tool has made. */
  transferMethod?: string
  /** `user` or `assistant`. */
  belongsTo?: string
  /** The id of the upload, for files that were uploaded. */
  uploadId?: string
}

/** A question and its answer, as the server keeps them (Dify specification 3.5). */
export interface HistoryMessage {
  /** The id that `messageId` of the reply was: feedback goes by it. */
  id: string
  /** The conversation that it is part of. */
  conversationId: string
  /** The message that it follows. Absent for the first one. */
  parentMessageId?: string
  /** The inputs that the conversation was started with. */
  inputs: Record<string, unknown>
  /** The text of the question. */
  query: string
  /** The text of the answer, or what there was of it when it was stopped. */
  answer: string
  /** `normal`, `error` or `paused`. */
  status: string
  /** Why the answer failed. Absent unless `status` is `error`. */
  error?: string
  /** The files of the question and of the answer: `belongsTo` says which. */
  files: HistoryFile[]
  /** How its user has rated it. */
  rating?: Rating
  /** The passages that the answer rests on. Empty if there are none. */
  retrieverResources: RetrieverResource[]
  /** Steps of an agent, in the platform's words. */
  agentThoughts: Record<string, unknown>[]
  /** The time of the question. */
  createdAt?: Date
  /** The tokens of question and answer together. Absent on older servers. */
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
  /** The id of the opinion itself. */
  id: string
  /** The conversation of the message. */
  conversationId: string
  /** The message that was rated. */
  messageId: string
  /** The opinion. One that was taken back is not listed. */
  rating: Rating
  /** The words that were given with it. Absent if there were none. */
  content?: string
  /** `user` or `admin`. */
  source?: string
  /** The end user who rated: `dify.app.endUser` tells who that is. Absent for somebody of the team. */
  endUserId?: string
  /** The time of the first rating. */
  createdAt?: Date
  /** The time of the last change of rating or words. */
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
