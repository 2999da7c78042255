/** A client for Dify chat apps. */
export * from '../core/index.ts'
export type { Annotation, AnnotationJob } from '../platforms/dify/annotation.ts'
export type { AppInfo, AppParameters, InputField } from '../platforms/dify/app-description.ts'
export type { AppMode, ChatReply, ReplyStatus } from '../platforms/dify/chat-reply.ts'
export type { ChatFile, ChatFileType, ChatRequest } from '../platforms/dify/chat-request.ts'
export type { Conversation, ConversationVariable } from '../platforms/dify/conversation.ts'
export type { EndUser } from '../platforms/dify/end-user.ts'
export type {
  AgentThoughtEvent,
  MessageEndEvent,
  MessageEvent,
  MessageFileEvent,
  MessageReplaceEvent,
  ReasoningEvent,
  SpeechEvent,
} from '../platforms/dify/events/answer-events.ts'
export type { ChatStreamEvent, UnknownEvent } from '../platforms/dify/events/chat-stream-event.ts'
export type { StreamEventBase } from '../platforms/dify/events/event-base.ts'
export type {
  AgentLogEvent,
  HumanInputFilledEvent,
  HumanInputRequiredEvent,
  HumanInputTimeoutEvent,
  NodeEvent,
  NodeRetryEvent,
  RepetitionEvent,
  WorkflowEvent,
  WorkflowFinishedEvent,
  WorkflowPausedEvent,
  WorkflowStartedEvent,
} from '../platforms/dify/events/workflow-events.ts'
export type { Feedback, HistoryFile, HistoryMessage, Rating } from '../platforms/dify/history-message.ts'
export type {
  HumanInputAction,
  HumanInputField,
  HumanInputForm,
  HumanInputRequest,
} from '../platforms/dify/human-input.ts'
export type { ReplyFile } from '../platforms/dify/reply-file.ts'
export type { AnnotationReply, ReplyMetadata, RetrieverResource, Usage } from '../platforms/dify/reply-metadata.ts'
export type { UploadedFile } from '../platforms/dify/uploaded-file.ts'
export type { WorkflowRun } from '../platforms/dify/workflow-run.ts'
export type {
  AnnotationListOptions,
  AnnotationReplySettings,
  Annotations,
  AnnotationText,
} from './annotations.ts'
export type { App } from './app.ts'
export type { Audio, Speech, SpeechOptions, TranscriptionOptions } from './audio.ts'
export type { Chat, SendOptions, StreamOptions, UserOptions } from './chat.ts'
export type { ChatStream } from './chat-stream.ts'
export type {
  ConversationListOptions,
  Conversations,
  RenameOptions,
  VariableListOptions,
} from './conversations.ts'
export { DifyClient, type DifyClientOptions } from './dify-client.ts'
export type { Files, FileUploadOptions } from './files.ts'
export type { FormAnswer, Forms } from './forms.ts'
export type { ListOptions } from './lists.ts'
export type { FeedbackOptions, HistoryOptions, Messages } from './messages.ts'
export type { Page, Pages } from './pages.ts'
export type { RunEventsOptions, Workflows } from './workflows.ts'
