/** Chat apps on the Unique platform. */
export * from '../core/index.ts'
export * from '../messages/index.ts'
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
export type { EventStreamOptions } from '../platforms/unique/event-stream.ts'
export type { UniqueApiType } from '../platforms/unique/urls.ts'
export { type ChatEventsOptions, chatEvents } from './chat-events.ts'
export {
  ChatService,
  type CreateAssistantMessageOptions,
  type ImagesAndDocuments,
  type ModifyAssistantMessageOptions,
} from './chat-service.ts'
export type { CompleteOptions, CompletionTool } from './complete-options.ts'
export { type ContentReferenceOptions, contentReference } from './content-reference.ts'
export { ContentService, type UploadOptions, type UploadTarget } from './content-service.ts'
export type { Download } from './download.ts'
export { LanguageModelName } from './language-model-name.ts'
export { settingsFromEnvironment } from './settings-from-environment.ts'
export {
  type UniqueAuth,
  type UniqueEventFilter,
  UniqueSettings,
  type UniqueSettingsOptions,
} from './unique-settings.ts'
