/**
 * Messages as OpenAI's chat completions know them, in OpenAI's own snake_case: what you build can also go to a client of
 * OpenAI. A platform that spells the keys in another way gets them so from its own code.
 */

export interface OpenAITextPart {
  type: 'text'
  text: string
}

/** How closely a model looks at an image. */
export type ImageDetail = 'auto' | 'low' | 'high'

export interface OpenAIImagePart {
  type: 'image_url'
  image_url: { url: string; detail: ImageDetail }
}

export type OpenAIContentPart = OpenAITextPart | OpenAIImagePart

export interface OpenAIToolCall {
  id: string
  type: 'function'
  /** `arguments` is a JSON text. */
  function: { name: string; arguments: string }
}

export interface OpenAISystemMessage {
  role: 'system'
  content: string
}

/** What `system` is called by newer models. */
export interface OpenAIDeveloperMessage {
  role: 'developer'
  content: string
}

export interface OpenAIUserMessage {
  role: 'user'
  content: string | OpenAIContentPart[]
}

export interface OpenAIAssistantMessage {
  role: 'assistant'
  /** Null when the model only called tools. */
  content: string | null
  tool_calls?: OpenAIToolCall[]
}

/** What a tool has answered to the call of this id. */
export interface OpenAIToolMessage {
  role: 'tool'
  content: string
  tool_call_id: string
}

export type OpenAIMessage =
  | OpenAISystemMessage
  | OpenAIDeveloperMessage
  | OpenAIUserMessage
  | OpenAIAssistantMessage
  | OpenAIToolMessage
