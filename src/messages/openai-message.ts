/**
 * Messages as OpenAI's chat completions know them, in OpenAI's own snake_case: what you build can also go to a client of
 * OpenAI. A platform that spells the keys in another way gets them so from its own code.
 */

/** Text in the content of a message. */
export interface OpenAITextPart {
  type: 'text'
  text: string
}

/** How closely a model looks at an image. */
export type ImageDetail = 'auto' | 'low' | 'high'

/** An image in the content of a message, by its address or as a `data:` URL. */
export interface OpenAIImagePart {
  type: 'image_url'
  image_url: { url: string; detail: ImageDetail }
}

/** A part of a message of the user. */
export type OpenAIContentPart = OpenAITextPart | OpenAIImagePart

/** A tool that the model wants called. */
export interface OpenAIToolCall {
  id: string
  type: 'function'
  /** `arguments` is a JSON text. */
  function: { name: string; arguments: string }
}

/** Instructions for the model. */
export interface OpenAISystemMessage {
  role: 'system'
  content: string
}

/** The name of newer models for `system`. */
export interface OpenAIDeveloperMessage {
  role: 'developer'
  content: string
}

/** The message of the user: text, or parts. */
export interface OpenAIUserMessage {
  role: 'user'
  content: string | OpenAIContentPart[]
}

/** A message of the model, or the tools that it wants called. */
export interface OpenAIAssistantMessage {
  role: 'assistant'
  /** Null when the model only called tools. */
  content: string | null
  tool_calls?: OpenAIToolCall[]
}

/** The answer of a tool to the call of this id. */
export interface OpenAIToolMessage {
  role: 'tool'
  content: string
  tool_call_id: string
}

/** A message of a prompt, by its `role`. */
export type OpenAIMessage =
  | OpenAISystemMessage
  | OpenAIDeveloperMessage
  | OpenAIUserMessage
  | OpenAIAssistantMessage
  | OpenAIToolMessage
