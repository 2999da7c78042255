/** Chat apps on the Unique platform. */
export * from '../core/index.ts'
export * from '../messages/index.ts'
export type {
  Assessment,
  AssessmentLabel,
  AssessmentStatus,
  AssessmentType,
} from '../platforms/unique/assessment-endpoint.ts'
export type {
  ChatEvent,
  ChatEventAdditionalParameters,
  ChatEventAssistantMessage,
  ChatEventCorrelation,
  ChatEventFile,
  ChatEventPayload,
  ChatEventUserMessage,
} from '../platforms/unique/chat-event.ts'
export type { ChatMessage, ChatRole } from '../platforms/unique/chat-message.ts'
export type {
  Completion,
  CompletionToolCall,
  CompletionUsage,
  ContentChunk,
} from '../platforms/unique/completion-endpoint.ts'
export type { Content } from '../platforms/unique/content.ts'
export type { ContentReference } from '../platforms/unique/content-reference.ts'
export type { Elicitation, ElicitationAction } from '../platforms/unique/elicitation-endpoint.ts'
export type { EventStreamOptions } from '../platforms/unique/event-stream.ts'
export type { Folder } from '../platforms/unique/folder-endpoint.ts'
export type { LogStatus, LogStep } from '../platforms/unique/log-endpoint.ts'
export type { FoundChunk, SearchType } from '../platforms/unique/search-endpoint.ts'
export type { UniqueApiType } from '../platforms/unique/urls.ts'
export type { Cancellation, RunWithCancellationOptions } from './cancellation.ts'
export { type ChatEventsOptions, chatEvents } from './chat-events.ts'
export type { AddLogStepOptions, ChangeLogStepOptions, ChatLog } from './chat-log.ts'
export type { ChatMemory, MemoryOptions } from './chat-memory.ts'
export { ChatService, type ImagesAndDocuments } from './chat-service.ts'
export type { CompleteOptions, CompletionTool } from './complete-options.ts'
export { type ContentReferenceOptions, chunkReference, contentReference } from './content-reference.ts'
export {
  type ContentFilter,
  type ContentOptions,
  ContentService,
  type ListContentsOptions,
  type SearchContentsOptions,
  type UpdateContentOptions,
  type UploadOptions,
  type UploadTarget,
} from './content-service.ts'
export type { Download } from './download.ts'
export type { CreateElicitationOptions, Elicitations, RespondOptions } from './elicitations.ts'
export { toPromptMessages } from './history.ts'
export { LanguageModelName } from './language-model-name.ts'
export type {
  CreateAssistantMessageOptions,
  CreateMessageAssessmentOptions,
  CreateUserMessageOptions,
  MessageIdOptions,
  ModifyAssistantMessageOptions,
  ModifyMessageAssessmentOptions,
  ModifyUserMessageOptions,
} from './message-options.ts'
export { type OpenAIClientOptions, openAIOptions } from './openai-options.ts'
export type { SearchChunksOptions } from './search-options.ts'
export { settingsFromEnvironment } from './settings-from-environment.ts'
export {
  type UniqueAuth,
  type UniqueEventFilter,
  UniqueSettings,
  type UniqueSettingsOptions,
} from './unique-settings.ts'
export {
  createWebhookHandler,
  type SignedWebhookOptions,
  signedWebhookRequest,
  type WebhookContext,
  type WebhookHandler,
  type WebhookOptions,
} from './webhook/index.ts'
