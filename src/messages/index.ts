export type {
  ImageDetail,
  OpenAIAssistantMessage,
  OpenAIContentPart,
  OpenAIDeveloperMessage,
  OpenAIImagePart,
  OpenAIMessage,
  OpenAISystemMessage,
  OpenAITextPart,
  OpenAIToolCall,
  OpenAIToolMessage,
  OpenAIUserMessage,
} from './openai-message.ts'
export { OpenAIMessageBuilder } from './openai-message-builder.ts'
export { type ImageSource, OpenAIUserMessageBuilder } from './openai-user-message-builder.ts'
