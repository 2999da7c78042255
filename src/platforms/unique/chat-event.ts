/** A message of the user. */
export interface ChatEventUserMessage {
  /** The message in the chat: `ChatService.modifyUserMessage` changes it. */
  id: string
  /** The text as shown. */
  text: string
  /** The text as it was typed; the same as `text` where the platform sends no other. */
  originalText: string
  /** The time at which it was sent. */
  createdAt?: Date
  /** The language of the user, such as `English`. Empty where the platform sends none. */
  language: string
}

/** The empty message that the platform has put into the chat for the answer. */
export interface ChatEventAssistantMessage {
  /** The message that a `ChatService` writes its answer into, until it makes another one. */
  id: string
  /** The time at which the platform made it. */
  createdAt?: Date
}

/** A file that the user attached. */
export interface ChatEventFile {
  /** The content: `ChatService.download` takes it. */
  id: string
  /** The name of the file, with its extension. */
  title: string
  /** The type that the platform has for it, such as `application/pdf`. */
  mimeType: string
}

/** Set when another chat delegated the question to this one; files then belong to that chat. */
export interface ChatEventCorrelation {
  /** The message in that chat that asked. */
  parentMessageId: string
  /** The chat that asked: a `ChatService` lists and downloads the files of that one. */
  parentChatId: string
  /** The space of that chat. */
  parentAssistantId: string
}

/** The message, and all that the platform knows about where it was written. */
export interface ChatEventPayload {
  /** The module that was chosen: its "reference in code". */
  name: string
  /** The description of the module in its space, by which the platform chose it. May be empty. */
  description: string
  /** The configuration of the module in this space. */
  configuration: Record<string, unknown>
  /** The chat that the message was written in. */
  chatId: string
  /** The space. */
  assistantId: string
  /** The message to answer. */
  userMessage: ChatEventUserMessage
  /** The placeholder for the answer. The user's input is locked until it is completed. */
  assistantMessage: ChatEventAssistantMessage
  /** A text that the platform adds for some modules. The words of the user are in `userMessage`. */
  text?: string
  /** Additions of the platform for some modules, among them the instructions of the space. */
  additionalParameters?: ChatEventAdditionalParameters
  /** Facts about the user, as the company keeps them. Empty if there are none. */
  userMetadata: Record<string, unknown>
  /** Arguments that the selection of the module has chosen. */
  toolParameters: Record<string, unknown>
  /** The names of tools that the user has picked. Empty if none was picked. */
  toolChoices: string[]
  /** The names of tools that must not be used for this answer. Empty if all may. */
  disabledTools: string[]
  /** A filter over metadata, in the platform's own query language. */
  metadataFilter?: Record<string, unknown>
  /** The filter by folders that the user has set, before the platform merged it. Absent if there is none. */
  rawScopeRules?: Record<string, unknown>
  /** The chat that has passed the question on. Absent if a user asked here. */
  correlation?: ChatEventCorrelation
  /** The model that the user selected, by name or with its description. */
  modelChoice?: string | Record<string, unknown>
  /** The execution that the answer belongs to, where the platform plans one, as for deep research. */
  messageExecutionId?: string
  /** Settings of the session, as whoever embeds the chat has given them, in any form. Absent if there are none. */
  sessionConfig?: unknown
}

/** Additions of the platform to the events of some modules. */
export interface ChatEventAdditionalParameters {
  /** The instructions that the user has written for the space. Absent if there are none. */
  userSpaceInstructions?: string
  /** The language to translate to, for modules that translate. */
  translateToLanguage?: string
  /** The content to translate, for modules that translate. */
  contentIdToTranslate?: string
  /** All files that the user has uploaded to the chat. Empty if there are none. */
  uploadedFiles: ChatEventFile[]
  /** Those of them that the user has picked for this message. Empty if none was picked. */
  selectedUploadedFiles: ChatEventFile[]
}

/** A user of the platform has written something that this program is to answer (Unique specification 4.2). */
export interface ChatEvent {
  /** The same when the platform delivers the event again, as it does with webhooks that fail. */
  id: string
  event: 'unique.chat.external-module.chosen'
  /** Who wrote it. Services made from the event act as this user. */
  userId: string
  /** The company of the user. Services made from the event act for it. */
  companyId: string
  /** The time at which the platform made the event. */
  createdAt?: Date
  /** The form of the event, such as `1.0.0`. */
  version?: string
  /** The message and its surroundings: chat, space, files and settings. */
  payload: ChatEventPayload
}
