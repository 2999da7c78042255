import { pathSegment } from '../../core/http/index.ts'

/**
 * Requests to the Dify service API, word for word, in the platform's snake_case. Answers are read from
 * `unknown` by the functions beside this file, and has no types of its own.
 */

/** Paths below the base URL, which already ends in `/v1` (Dify specification 3.0). */
export const DIFY_PATHS = {
  chatMessages: '/chat-messages',
  stop: (taskId: string) => `/chat-messages/${pathSegment(taskId, 'taskId')}/stop`,
  suggested: (messageId: string) => `/messages/${pathSegment(messageId, 'messageId')}/suggested`,
  messages: '/messages',
  messageFeedbacks: (messageId: string) => `/messages/${pathSegment(messageId, 'messageId')}/feedbacks`,
  conversations: '/conversations',
  conversation: (conversationId: string) => `/conversations/${pathSegment(conversationId, 'conversationId')}`,
  conversationName: (conversationId: string) => `/conversations/${pathSegment(conversationId, 'conversationId')}/name`,
  variables: (conversationId: string) => `/conversations/${pathSegment(conversationId, 'conversationId')}/variables`,
  filesUpload: '/files/upload',
  filePreview: (fileId: string) => `/files/${pathSegment(fileId, 'fileId')}/preview`,
  audioToText: '/audio-to-text',
  textToAudio: '/text-to-audio',
  endUser: (endUserId: string) => `/end-users/${pathSegment(endUserId, 'endUserId')}`,
  info: '/info',
  parameters: '/parameters',
  meta: '/meta',
  site: '/site',
  feedbacks: '/app/feedbacks',
  annotations: '/apps/annotations',
  annotation: (annotationId: string) => `/apps/annotations/${pathSegment(annotationId, 'annotationId')}`,
  annotationReply: (action: 'enable' | 'disable') => `/apps/annotation-reply/${action}`,
  annotationJob: (action: 'enable' | 'disable', jobId: string) =>
    `/apps/annotation-reply/${action}/status/${pathSegment(jobId, 'jobId')}`,
  workflowEvents: (workflowRunId: string) => `/workflow/${pathSegment(workflowRunId, 'workflowRunId')}/events`,
  workflowRun: (workflowRunId: string) => `/workflows/run/${pathSegment(workflowRunId, 'workflowRunId')}`,
  form: (formToken: string) => `/form/human_input/${pathSegment(formToken, 'formToken')}`,
} as const

// ---- Sending: POST /chat-messages (Dify specification 3.1) -------------------------------------------------------

export type WireFileType = 'image' | 'document' | 'audio' | 'video' | 'custom'

/** A file of a message (Dify specification 5.4). */
export type WireChatFile =
  | { type: WireFileType; transfer_method: 'remote_url'; url: string }
  | { type: WireFileType; transfer_method: 'local_file'; upload_file_id: string }

export interface WireChatRequest {
  query: string
  /** Must be sent even when empty. */
  inputs: Record<string, unknown>
  user: string
  /** Absent or null means `blocking`. */
  response_mode?: 'streaming' | 'blocking' | null
  /** `""`, null and absent start a new conversation. */
  conversation_id?: string | null
  files?: WireChatFile[] | null
  auto_generate_name?: boolean
  workflow_id?: string
}
