/** A message of the user. */
export interface ChatEventUserMessage {
  id: string
  /** The text as shown. */
  text: string
  originalText: string
  createdAt?: Date
  language: string
}

/** The empty message that the platform has put into the chat for the answer. */
export interface ChatEventAssistantMessage {
  id: string
  createdAt?: Date
}

/** A file that the user attached. */
export interface ChatEventFile {
  id: string
  title: string
  mimeType: string
}

/** Set when another chat delegated the question to this one; files then belong to that chat. */
export interface ChatEventCorrelation {
  parentMessageId: string
  parentChatId: string
  parentAssistantId: string
}

/** The message, and all that the platform knows about where it was written. */
export interface ChatEventPayload {
  /** The module that was chosen: its "reference in code". */
  name: string
  description: string
  /** The configuration of the module in this space. */
  configuration: Record<string, unknown>
  chatId: string
  /** The space. */
  assistantId: string
  userMessage: ChatEventUserMessage
  assistantMessage: ChatEventAssistantMessage
  text?: string
  /** Additions of the platform for some modules, among them the instructions of the space. */
  additionalParameters?: ChatEventAdditionalParameters
  userMetadata: Record<string, unknown>
  /** Arguments that the selection of the module has chosen. */
  toolParameters: Record<string, unknown>
  toolChoices: string[]
  disabledTools: string[]
  /** A filter over metadata, in the platform's own query language. */
  metadataFilter?: Record<string, unknown>
  rawScopeRules?: Record<string, unknown>
  correlation?: ChatEventCorrelation
  /** The model that the user selected, by name or with its description. */
  modelChoice?: string | Record<string, unknown>
  messageExecutionId?: string
  sessionConfig?: unknown
}

/** Additions of the platform to the events of some modules. */
export interface ChatEventAdditionalParameters {
  userSpaceInstructions?: string
  translateToLanguage?: string
  contentIdToTranslate?: string
  uploadedFiles: ChatEventFile[]
  selectedUploadedFiles: ChatEventFile[]
}

/** A user of the platform has written something that this program is to answer (Unique specification 4.2). */
export interface ChatEvent {
  id: string
  event: 'unique.chat.external-module.chosen'
  /** Who wrote it. Services made from the event act as this user. */
  userId: string
  companyId: string
  createdAt?: Date
  version?: string
  payload: ChatEventPayload
}
