import { pathSegment } from '../../core/http/index.ts'

/**
 * Requests to the Unique platform, word for word. Names are camelCase because the platform's are. What comes back is
 * read from `unknown` by the functions beside this file, and has no types of its own.
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

/** Headers of a request to a webhook (Unique specification 4.5). Only the body is signed. */
export const WEBHOOK_HEADERS = {
  id: 'x-unique-id',
  signature: 'x-unique-signature',
  version: 'x-unique-version',
  /** Unix seconds. */
  createdAt: 'x-unique-created-at',
  userId: 'x-unique-user-id',
  companyId: 'x-unique-company-id',
} as const

// ---- Paths (Unique specification 2.2, 4.1) -----------------------------------------------------------------------

/** Paths below the API base URL, except `eventStream`, which hangs below the origin. */
export const UNIQUE_PATHS = {
  messages: '/messages',
  message: (messageId: string) => `/messages/${pathSegment(messageId, 'messageId')}`,
  streamCompletions: '/integrated/chat/stream-completions',
  assessments: '/message-assessment',
  assessment: (messageId: string) => `/message-assessment/${pathSegment(messageId, 'messageId')}`,
  memory: '/short-term-memory',
  memoryLatest: '/short-term-memory/find-latest',
  logs: '/message-log',
  log: (logId: string) => `/message-log/${pathSegment(logId, 'logId')}`,
  elicitations: '/elicitation',
  elicitation: (elicitationId: string) => `/elicitation/${pathSegment(elicitationId, 'elicitationId')}`,
  pendingElicitations: '/elicitation/pending',
  elicitationResponse: '/elicitation/respond',
  folders: '/folder',
  folderInfo: '/folder/info',
  search: '/search/search',
  contentSearch: '/content/search',
  contentUpsert: '/content/upsert',
  contentInfos: '/content/infos',
  content: (contentId: string) => `/content/${pathSegment(contentId, 'contentId')}`,
  contentFile: (contentId: string) => `/content/${pathSegment(contentId, 'contentId')}/file`,
  /** Below the origin: the event socket ignores the base path. */
  eventStream: '/public/event-socket/events/stream',
} as const

// ---- Shared ------------------------------------------------------------------------------------------------------

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

export type WireSegmentKind = 'PROCESS' | 'PREFACE' | 'ELICITATION' | 'ANSWER'

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

// ---- Assessments and memory: A9, A10 ------------------------------------------------------------------------------

export type WireAssessmentStatus = 'PENDING' | 'DONE' | 'ERROR'
export type WireAssessmentType = 'HALLUCINATION' | 'COMPLIANCE'
export type WireAssessmentLabel = 'RED' | 'YELLOW' | 'GREEN'

/** A9 `POST /message-assessment`. */
export interface WireCreateAssessmentRequest {
  messageId: string
  status: WireAssessmentStatus
  type: WireAssessmentType
  isVisible: boolean
  title?: string | null
  explanation?: string | null
  label?: WireAssessmentLabel | null
}

/** A9 `PATCH /message-assessment/{messageId}`: the id of the message, once more in the body. */
export interface WireModifyAssessmentRequest {
  messageId: string
  type: WireAssessmentType
  status?: WireAssessmentStatus | null
  title?: string | null
  explanation?: string | null
  label?: WireAssessmentLabel | null
}

/** A10. Of `chatId` and `messageId` exactly one. `data` belongs to `POST /short-term-memory` only. */
export interface WireMemoryRequest {
  memoryName: string
  chatId?: string | null
  messageId?: string | null
  data?: string | null
}

// ---- Steps and questions (Unique specification 2.3) ---------------------------------------------------------------

export type WireLogStatus = 'RUNNING' | 'COMPLETED' | 'FAILED'

/** `POST /message-log`; a change of one has any of these. */
export interface WireLogRequest {
  text: string
  status: WireLogStatus
  order: number
}

export type WireElicitationAction = 'ACCEPT' | 'DECLINE' | 'CANCEL'

/** `POST /elicitation`. */
export interface WireElicitationRequest {
  mode: 'FORM' | 'URL'
  message: string
  toolName: string
  schema?: Readonly<Record<string, unknown>>
  url?: string
  chatId?: string
  messageId?: string
  expiresInSeconds?: number
  metadata?: Readonly<Record<string, unknown>>
}

/** `PATCH /content/{id}`. A null removes a key of the metadata. */
export interface WireUpdateContentRequest {
  title?: string
  metadata?: Readonly<Record<string, string | null>>
}

// ---- Search in documents (Unique specification 2.3) --------------------------------------------------------------

export type WireSearchType = 'VECTOR' | 'COMBINED' | 'FULL_TEXT' | 'POSTGRES_FULL_TEXT'

/** `POST /search/search`. */
export interface WireSearchRequest {
  searchString: string
  searchType: WireSearchType
  chatId?: string | null
  scopeIds?: string[]
  chatOnly?: boolean
  limit?: number
  page?: number
  language?: string
  reranker?: { deploymentName: string; options?: unknown }
  /** In this spelling. */
  metaDataFilter?: Readonly<Record<string, unknown>>
  contentIds?: string[]
  scoreThreshold?: number
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
  /** The id of the content. */
  id?: WireStringFilter
  /** The file name. */
  key?: WireStringFilter
  /** The owner of the content; for files of a chat, the id of the chat. */
  ownerId?: WireStringFilter
  /** The title; `null` finds contents without one. */
  title?: WireStringFilter | null
  /** The address that it was taken from; `null` finds contents without one. */
  url?: WireStringFilter | null
  /** All of these must hold. */
  AND?: WireContentWhere[]
  /** One of these must hold. */
  OR?: WireContentWhere[]
  /** None of these may hold. */
  NOT?: WireContentWhere[]
}

/** A4 `POST /content/search`. The reply is a plain array of {@link WireContent}; a list envelope is accepted too. */
export interface WireContentSearchRequest {
  where: WireContentWhere
  chatId?: string | null
  includeFailedContent?: boolean
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

// ---- Events: A8 (Unique specification 4.2) -----------------------------------------------------------------------

/** The only subscription whose events the chat loop understands. */
export const CHAT_EVENT = 'unique.chat.external-module.chosen'

export interface WireCorrelation {
  parentMessageId: string
  parentChatId: string
  parentAssistantId: string
}
