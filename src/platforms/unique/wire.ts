/**
 * Wire types of the Unique platform: what travels, word for word.
 *
 * Names are camelCase because the platform's are. A `T | null` may be JSON null, an optional field may be absent; the
 * platform mixes both, so readers accept either. Nothing outside `src/platforms/unique`, `src/unique` and `src/mock`
 * needs these types.
 */

// ---- Headers (Unique specification 1.2) --------------------------------------------------------------------------

/** Names of the request headers that carry identity and version, in lower case as `Headers` reports them. */
export const UNIQUE_HEADERS = {
  authorization: 'authorization',
  appId: 'x-app-id',
  userId: 'x-user-id',
  companyId: 'x-company-id',
  apiVersion: 'x-api-version',
} as const

/** Headers of the blob PUT, the second request of an upload (Unique specification 3.1). */
export const BLOB_HEADERS = {
  contentType: 'X-Ms-Blob-Content-Type',
  blobType: 'X-Ms-Blob-Type',
} as const

// ---- Paths (Unique specification 2.2, 4.1) -----------------------------------------------------------------------

/** Paths below the API base URL, except `eventStream`, which hangs below the origin. */
export const UNIQUE_PATHS = {
  messages: '/messages',
  message: (messageId: string) => `/messages/${encodeURIComponent(messageId)}`,
  streamCompletions: '/integrated/chat/stream-completions',
  contentSearch: '/content/search',
  contentUpsert: '/content/upsert',
  contentFile: (contentId: string) => `/content/${encodeURIComponent(contentId)}/file`,
  /** Below the origin: the event socket ignores the base path. */
  eventStream: '/public/event-socket/events/stream',
} as const

// ---- Shared ------------------------------------------------------------------------------------------------------

/** The envelope of a list (Unique specification 1.6). */
export interface WireList<Item> {
  object: 'list'
  data: Item[]
  has_more?: boolean
  url?: string
}

/** `cause` inside an error body; its `status` overrides the HTTP status (Unique specification 2.1). */
export type WireErrorCause = string | { status?: number; error?: { code?: string; message?: string } }

export interface WireErrorDetail {
  message: string
  type?: string
  code?: string
  params?: unknown
  cause?: WireErrorCause
}

/** The three shapes of an error body that the vendor's client understands (Unique specification 2.1). */
export type WireError = { error: string } | { error: WireErrorDetail } | WireErrorDetail

/** A reference as it travels with a message (Unique specification 5.5). It names no message. */
export interface WireReference {
  name: string
  url?: string | null
  sequenceNumber: number
  sourceId: string
  source: string
  description?: string | null
  /** Returned by the server, never sent with a message. */
  originalIndex?: number[]
}

// ---- Messages: A1, A2, A11, A12 ----------------------------------------------------------------------------------

export type WireRole = 'SYSTEM' | 'USER' | 'ASSISTANT'
export type WireSegmentKind = 'PROCESS' | 'PREFACE' | 'ELICITATION' | 'ANSWER'

export interface WireMessage {
  id: string
  object: 'message'
  chatId: string
  /** Upper case on the wire; readers accept lower case too. */
  role: WireRole
  text: string | null
  originalText: string | null
  references: WireReference[] | null
  debugInfo?: unknown
  gptRequest?: unknown
  createdAt: string | null
  updatedAt: string | null
  completedAt: string | null
  startedStreamingAt?: string | null
  stoppedStreamingAt?: string | null
  userAbortedAt?: string | null
  assessment?: unknown[] | null
  segmentKind?: string | null
  responseTurnId?: string | null
  segmentIndex?: number | null
  previousMessageId?: string | null
}

/** A1 `POST /messages`. */
export interface WireCreateMessageRequest {
  chatId: string
  assistantId: string
  role: 'ASSISTANT' | 'USER'
  text?: string | null
  originalText?: string | null
  references?: WireReference[] | null
  debugInfo?: Record<string, unknown> | null
  completedAt?: string | null
  correlation?: WireCorrelation | null
  segmentKind?: WireSegmentKind | null
  responseTurnId?: string | null
  segmentIndex?: number | null
}

/** A2 `PATCH /messages/{id}`. An absent field and a null both mean: leave it as it is. */
export interface WireModifyMessageRequest {
  chatId: string
  text?: string | null
  originalText?: string | null
  references?: WireReference[] | null
  debugInfo?: Record<string, unknown> | null
  gptRequest?: Record<string, unknown> | null
  completedAt?: string | null
  startedStreamingAt?: string | null
  stoppedStreamingAt?: string | null
  segmentKind?: WireSegmentKind | null
}

/** Query of A11 `GET /messages/{id}` and A12 `GET /messages`. */
export interface WireMessagesQuery {
  chatId: string
}

// ---- Completion into the chat: A3 --------------------------------------------------------------------------------

/** An OpenAI-style message after its keys were camelised recursively (Unique specification 5.1). */
export interface WireCompletionMessage {
  role: string
  content?: unknown
  name?: string
  toolCalls?: WireMessageToolCall[]
  toolCallId?: string
  [key: string]: unknown
}

export interface WireMessageToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

/** One part of a multi-part content; the value of `type` keeps its underscore (Unique specification 5.1). */
export type WireContentPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; imageUrl: { url: string; detail: 'auto' | 'low' | 'high' } }

/** One entry of `searchContext`; its position answers `[sourceN]`, counted from 0 (Unique specification 5.4). */
export interface WireSearchContext {
  id: string
  chunkId: string
  key: string
  title?: string | null
  url?: string | null
  startPage?: number | null
  endPage?: number | null
  order?: number | null
  object?: string | null
}

export interface WireTool {
  type: 'function'
  function: { name: string; description: string; parameters: Record<string, unknown>; strict?: boolean }
}

export interface WireCompletionOptions {
  temperature?: number
  tools?: WireTool[]
  toolChoice?: unknown
  responseFormat?: unknown
  reasoning_effort?: string
  max_tokens?: number
  max_completion_tokens?: number
  [key: string]: unknown
}

/** A3 `POST /integrated/chat/stream-completions`. */
export interface WireStreamCompletionRequest {
  chatId: string
  assistantId: string
  assistantMessageId: string
  userMessageId: string
  messages: WireCompletionMessage[]
  model: string
  searchContext?: WireSearchContext[] | null
  /** Milliseconds; the platform enforces it. */
  timeout?: number
  debugInfo?: Record<string, unknown> | null
  startText?: string | null
  options?: WireCompletionOptions
}

export interface WireToolCall {
  id: string
  name: string
  /** A JSON string on the wire. */
  arguments: string | Record<string, unknown> | null
}

export interface WireUsage {
  promptTokens?: number | null
  completionTokens?: number | null
  totalTokens?: number | null
}

/** Reply of A3: one document, after the platform has streamed the answer into the chat. */
export interface WireStreamResult {
  object: 'streamResult'
  message: WireMessage
  toolCalls: WireToolCall[] | null
  usage?: WireUsage | null
}

// ---- Contents: A4, A5, A6, A7 ------------------------------------------------------------------------------------

export interface WireStringFilter {
  equals?: string
  contains?: string
  startsWith?: string
  endsWith?: string
  in?: string[]
  notIn?: string[]
  gt?: string
  gte?: string
  lt?: string
  lte?: string
  not?: string | WireStringFilter
  mode?: 'default' | 'insensitive'
}

/** The filter of A4 (Unique specification 2.2). */
export interface WireContentWhere {
  id?: WireStringFilter
  key?: WireStringFilter
  ownerId?: WireStringFilter
  title?: WireStringFilter | null
  url?: WireStringFilter | null
  AND?: WireContentWhere[]
  OR?: WireContentWhere[]
  NOT?: WireContentWhere[]
}

/** A4 `POST /content/search`. The reply is a plain array of {@link WireContent}; a list envelope is accepted too. */
export interface WireContentSearchRequest {
  where: WireContentWhere
  chatId?: string | null
  includeFailedContent?: boolean
}

export interface WireContentChunk {
  id: string
  text: string
  startPage: number | null
  endPage: number | null
  order: number | null
}

export interface WireContent {
  id: string
  key: string
  title: string | null
  url: string | null
  chunks: WireContentChunk[]
  metadata?: Record<string, unknown> | null
  mimeType?: string | null
  ingestionState?: string | null
  ingestionConfig?: Record<string, unknown> | null
  appliedIngestionConfig?: Record<string, unknown> | null
  expiredAt?: string | null
  createdAt: string
  updatedAt: string
}

/** Query of A5 `GET /content/{id}/file`; `chatId` only for files that a chat owns. */
export interface WireContentFileQuery {
  chatId?: string
}

export type WireIngestionMode = 'INGESTION' | 'SKIP_INGESTION' | 'SKIP_EXCEL_INGESTION' | 'EXTERNAL_INGESTION'

export interface WireIngestionConfig {
  uniqueIngestionMode?: WireIngestionMode
  hideInChat?: boolean
  [key: string]: unknown
}

export interface WireContentInput {
  key: string
  title: string
  mimeType: string
  description?: string | null
  ownerType?: string
  ownerId?: string
  byteSize?: number
  url?: string | null
  ingestionConfig?: WireIngestionConfig
  metadata: Record<string, unknown>
}

/** A6 `POST /content/upsert`, sent before and after the bytes (Unique specification 3.1). */
export interface WireContentUpsertRequest {
  input: WireContentInput
  scopeId?: string | null
  chatId?: string | null
  fileUrl?: string | null
  storeInternally?: boolean
  sourceOwnerType?: 'USER' | 'COMPANY' | 'CHAT'
  sourceKind?: string
  sourceName?: string
  previewPdfFileName?: string
  versioningEnabled?: boolean
}

/** Reply of A6. `writeUrl` and `readUrl` carry keys in their queries: never log them. */
export interface WireUpsertedContent {
  object?: 'content'
  id: string
  key: string
  url?: string | null
  title?: string | null
  description?: string | null
  mimeType?: string | null
  metadata?: Record<string, unknown> | null
  createdAt?: string | null
  updatedAt?: string | null
  readUrl: string
  writeUrl: string
  pdfPreviewWriteUrl?: string | null
  byteSize?: number | null
}

// ---- Events: A8 (Unique specification 4.2) -----------------------------------------------------------------------

/** The only subscription whose events the chat loop understands. */
export const CHAT_EVENT = 'unique.chat.external-module.chosen'

export interface WireCorrelation {
  parentMessageId: string
  parentChatId: string
  parentAssistantId: string
}

export interface WireUploadedFile {
  id: string
  title: string
  mimeType: string
}

export interface WireChatEventPayload {
  name: string
  description: string
  configuration: Record<string, unknown>
  chatId: string
  assistantId: string
  userMessage: { id: string; text: string; originalText: string; createdAt: string; language: string }
  assistantMessage: { id: string; createdAt: string }
  text?: string | null
  additionalParameters?: {
    userSpaceInstructions: string | null
    translateToLanguage?: string | null
    contentIdToTranslate?: string | null
    uploadedFiles?: WireUploadedFile[]
    selectedUploadedFiles?: WireUploadedFile[]
  } | null
  userMetadata?: Record<string, unknown> | null
  toolParameters?: Record<string, unknown> | null
  toolChoices?: string[]
  disabledTools?: string[]
  metadataFilter?: Record<string, unknown> | null
  rawScopeRules?: Record<string, unknown> | null
  correlation?: WireCorrelation | null
  modelChoice?: string | Record<string, unknown> | null
  skillChoices?: WireSkill[]
  availableSkills?: WireSkill[]
  mcpServers?: Record<string, unknown>[]
  messageExecutionId?: string | null
  sessionConfig?: unknown
}

export interface WireSkill {
  name: string
  scopeId: string
  contentId: string
}

export interface WireChatEvent {
  id: string
  event: typeof CHAT_EVENT
  userId: string
  companyId: string
  /** Unix seconds. */
  createdAt?: number
  version?: string
  payload: WireChatEventPayload
}
