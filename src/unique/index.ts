/** Chat apps on the Unique platform. */
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
export type { Content } from '../platforms/unique/content.ts'
export type { ContentReference } from '../platforms/unique/content-reference.ts'
export type { EventStreamOptions } from '../platforms/unique/event-stream.ts'
export type { UniqueApiType } from '../platforms/unique/urls.ts'
export { type ChatEventsOptions, chatEvents } from './chat-events.ts'
export { ChatService, type CreateAssistantMessageOptions, type ModifyAssistantMessageOptions } from './chat-service.ts'
export { type ContentReferenceOptions, contentReference } from './content-reference.ts'
export { ContentService, type UploadOptions, type UploadTarget } from './content-service.ts'
export { settingsFromEnvironment } from './settings-from-environment.ts'
export {
  type UniqueAuth,
  type UniqueEventFilter,
  UniqueSettings,
  type UniqueSettingsOptions,
} from './unique-settings.ts'
