/**
 * Wire types of the Dify service API: what travels, word for word, in the platform's snake_case.
 *
 * Ids are lower-case UUIDs, times are integer Unix seconds, money is a decimal string (Dify specification 0).
 */

/** Paths below the base URL, which already ends in `/v1` (Dify specification 3.0). */
export const DIFY_PATHS = {
  chatMessages: '/chat-messages',
  stop: (taskId: string) => `/chat-messages/${encodeURIComponent(taskId)}/stop`,
  suggested: (messageId: string) => `/messages/${encodeURIComponent(messageId)}/suggested`,
  messages: '/messages',
  filesUpload: '/files/upload',
} as const

// ---- Errors (Dify specification 2.1) -----------------------------------------------------------------------------

export interface WireError {
  code: string
  message: string
  status: number
  params?: string
}

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

export type WireMode = 'chat' | 'agent-chat' | 'advanced-chat' | 'agent' | 'workflow' | 'completion'

export interface WireUsage {
  prompt_tokens: number
  prompt_unit_price: string
  prompt_price_unit: string
  prompt_price: string
  completion_tokens: number
  completion_unit_price: string
  completion_price_unit: string
  completion_price: string
  total_tokens: number
  total_price: string
  currency: string
  /** Seconds. */
  latency: number
  /** Seconds; newer servers. */
  time_to_first_token?: number | null
  time_to_generate?: number | null
}

/** A citation of a knowledge base; nearly every field may be null. */
export interface WireRetrieverResource {
  position?: number | null
  dataset_id?: string | null
  dataset_name?: string | null
  document_id?: string | null
  document_name?: string | null
  data_source_type?: string | null
  segment_id?: string | null
  retriever_from?: string | null
  score?: number | null
  hit_count?: number | null
  word_count?: number | null
  segment_position?: number | null
  index_node_hash?: string | null
  content?: string | null
  summary?: string | null
  page?: number | null
  title?: string | null
  files?: unknown[] | null
  doc_metadata?: Record<string, unknown> | null
  /** Only in the history. */
  id?: string
  message_id?: string
  created_at?: number
}

export interface WireAnnotationReply {
  id: string
  account: { id: string; name: string }
}

export interface WireReplyMetadata {
  usage?: WireUsage | null
  retriever_resources?: WireRetrieverResource[] | null
  annotation_reply?: WireAnnotationReply | null
}

/** The blocking reply. */
export interface WireChatReply {
  event: 'message'
  task_id: string
  id: string
  message_id: string
  conversation_id: string
  mode: WireMode
  answer: string
  metadata: WireReplyMetadata
  created_at: number
}

/** What a blocking call answers when a chatflow reaches Human Input (Dify specification 3.1). */
export interface WirePausedReply {
  event?: string
  task_id: string
  id?: string
  message_id: string
  conversation_id: string
  mode?: WireMode
  created_at: number
  data: {
    workflow_run_id: string
    paused_nodes?: unknown[]
    reasons?: unknown[]
    status: 'paused'
    answer?: string
    metadata?: WireReplyMetadata
    elapsed_time?: number
    total_tokens?: number
    total_steps?: number
  }
}

// ---- Stop and suggestions (Dify specification 3.2, 3.3) ----------------------------------------------------------

export interface WireUserRequest {
  user: string
}

export interface WireStopReply {
  result: 'success'
}

export interface WireSuggestedReply {
  result: 'success'
  data: string[]
}

// ---- History (Dify specification 3.5) ----------------------------------------------------------------------------

export interface WireMessagesQuery {
  conversation_id: string
  user?: string
  first_id?: string
  limit?: number
}

export interface WireMessageFile {
  id: string
  filename: string
  type: string
  url: string | null
  mime_type: string
  size: number
  transfer_method: 'remote_url' | 'local_file' | 'tool_file'
  belongs_to: 'user' | 'assistant'
  upload_file_id: string | null
}

export interface WireAgentThought {
  id: string
  chain_id: string | null
  message_id: string
  position: number
  thought: string | null
  tool: string | null
  tool_labels: Record<string, unknown> | null
  tool_input: string | null
  observation: string | null
  files: string[]
  created_at: number
}

export interface WireMessage {
  id: string
  conversation_id: string
  parent_message_id: string | null
  inputs: Record<string, unknown>
  query: string
  answer: string
  status: 'normal' | 'error' | 'paused'
  error: string | null
  message_files: WireMessageFile[]
  feedback: { rating: 'like' | 'dislike' } | null
  retriever_resources: WireRetrieverResource[]
  agent_thoughts: WireAgentThought[]
  created_at: number
  extra_contents?: unknown[]
  message_tokens?: number
  answer_tokens?: number
  total_tokens?: number
  provider_response_latency?: number
  total_price?: string | null
  currency?: string | null
}

/** A page of rows; inside a page of messages the oldest row is first. */
export interface WirePage<Row> {
  limit: number
  has_more: boolean
  data: Row[]
}

// ---- Streaming (Dify specification 4) ----------------------------------------------------------------------------

/** Fields of every JSON frame, except that an early `error` may lack them (Dify specification 4.2). */
export interface WireFrame {
  conversation_id: string
  message_id: string
  created_at: number
  task_id: string
}

export interface WireMessageFrame extends WireFrame {
  event: 'message'
  id: string
  answer: string
  from_variable_selector: string[] | null
}

export interface WireAgentMessageFrame extends WireFrame {
  event: 'agent_message'
  id: string
  answer: string
}

/** Sent again with the same id as tool and observation become known. */
export interface WireAgentThoughtFrame extends WireFrame {
  event: 'agent_thought'
  id: string
  position: number
  thought: string | null
  observation: string | null
  tool: string | null
  tool_labels?: Record<string, unknown> | null
  tool_input: string | null
  message_files: string[] | null
}

/** A file of the assistant, or, by a quirk of chat mode, a text delta with `answer` instead of `url`. */
export interface WireMessageFileFrame extends WireFrame {
  event: 'message_file'
  id: string
  type?: string
  belongs_to?: string
  url?: string
  answer?: string
}

export interface WireMessageReplaceFrame extends WireFrame {
  event: 'message_replace'
  answer: string
  reason?: string
}

export interface WireReplyFile {
  related_id?: string | null
  type?: string
  filename?: string | null
  extension?: string | null
  mime_type?: string | null
  size?: number | null
  transfer_method?: string
  url?: string | null
  upload_file_id?: string | null
  remote_url?: string | null
}

export interface WireMessageEndFrame extends WireFrame {
  event: 'message_end'
  id: string
  metadata: WireReplyMetadata
  files: WireReplyFile[] | null
}

export interface WireTtsFrame extends WireFrame {
  event: 'tts_message' | 'tts_message_end'
  /** Base64 of MP3 bytes; empty on the end frame. */
  audio: string
}

export interface WireReasoningFrame extends WireFrame {
  event: 'reasoning_chunk'
  data: { message_id: string; reasoning: string; node_id: string; is_final: boolean }
}

/** Terminal; carries no `task_id`. */
export interface WireErrorFrame {
  event: 'error'
  conversation_id?: string
  message_id?: string
  created_at?: number
  status: number
  code: string
  message: string
}

export interface WireWorkflowStartedFrame extends WireFrame {
  event: 'workflow_started'
  workflow_run_id: string
  data: {
    id: string
    workflow_id: string
    inputs: Record<string, unknown>
    created_at: number
    reason?: 'initial' | 'resumption'
  }
}

export interface WireNodeData {
  id: string
  node_id: string
  node_type: string
  title: string
  index: number
  predecessor_node_id?: string | null
  inputs?: Record<string, unknown> | null
  outputs?: Record<string, unknown> | null
  status?: 'succeeded' | 'failed' | 'exception' | 'retry'
  error?: string | null
  /** Seconds. */
  elapsed_time?: number
  created_at?: number
  finished_at?: number
  [key: string]: unknown
}

export interface WireNodeFrame extends WireFrame {
  event: 'node_started' | 'node_finished'
  workflow_run_id: string
  data: WireNodeData
}

export interface WireWorkflowFinishedFrame extends WireFrame {
  event: 'workflow_finished'
  workflow_run_id: string
  data: {
    id: string
    workflow_id: string
    status: 'succeeded' | 'failed' | 'partial-succeeded' | 'stopped'
    outputs: Record<string, unknown> | null
    error: string | null
    elapsed_time: number
    total_tokens: number
    total_steps: number
    created_by?: { id: string; user: string }
    created_at: number
    finished_at: number | null
    exceptions_count?: number
    files?: unknown[]
  }
}

export interface WireWorkflowPausedFrame extends WireFrame {
  event: 'workflow_paused'
  workflow_run_id: string
  data: {
    workflow_run_id: string
    paused_nodes: unknown[]
    outputs: Record<string, unknown>
    reasons: unknown[]
    status: 'paused'
    created_at: number
    elapsed_time: number
    total_tokens: number
    total_steps: number
  }
}

/** The frames that this SDK reads. New ones appear in most releases: anything else is passed through. */
export type WireStreamFrame =
  | WireMessageFrame
  | WireAgentMessageFrame
  | WireAgentThoughtFrame
  | WireMessageFileFrame
  | WireMessageReplaceFrame
  | WireMessageEndFrame
  | WireTtsFrame
  | WireReasoningFrame
  | WireErrorFrame
  | WireWorkflowStartedFrame
  | WireNodeFrame
  | WireWorkflowFinishedFrame
  | WireWorkflowPausedFrame

// ---- Files (Dify specification 5.1) ------------------------------------------------------------------------------

/** Reply of `POST /files/upload`, status 201; clients rely on the first seven fields only. */
export interface WireUploadedFile {
  id: string
  name: string
  size: number
  extension: string | null
  mime_type: string | null
  created_by: string | null
  created_at: number
  reference?: string | null
  preview_url?: string | null
  source_url?: string | null
  original_url?: string | null
  user_id?: string | null
  tenant_id?: string | null
  conversation_id?: string | null
  file_key?: string | null
}
