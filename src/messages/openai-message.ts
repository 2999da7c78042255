/**
 * Messages as OpenAI's chat completions know them, in OpenAI's own snake_case: what you build can also go to a client of
 * OpenAI. A platform that spells the keys in another way gets them so from its own code.
 */

/** Text in the content of a message. */
export interface OpenAITextPart {
  type: 'text'
  /** As it is, with its line ends. */
  text: string
}

/** How closely a model looks at an image. */
export type ImageDetail = 'auto' | 'low' | 'high'

/** An image in the content of a message, by its address or as a `data:` URL. */
export interface OpenAIImagePart {
  type: 'image_url'
  /** `url` is a web address that the model's host can reach, or a `data:` URL; `detail` says how closely to look. */
  image_url: { url: string; detail: ImageDetail }
}

/** A part of a message of the user. */
export type OpenAIContentPart = OpenAITextPart | OpenAIImagePart

/** A tool that the model wants called. */
export interface OpenAIToolCall {
  /** The id that the answer of the tool names as `tool_call_id`. */
  id: string
  type: 'function'
  /** `arguments` is a JSON text. */
  function: { name: string; arguments: string }
}

/** Instructions for the model. */
export interface OpenAISystemMessage {
  role: 'system'
  /** The instructions, as text. */
  content: string
}

/** The name of newer models for `system`. */
export interface OpenAIDeveloperMessage {
  role: 'developer'
  /** The instructions, as text. */
  content: string
}

/** The message of the user: text, or parts. */
export interface OpenAIUserMessage {
  role: 'user'
  /** A text, or texts and images in the order in which the model reads them. */
  content: string | OpenAIContentPart[]
}

/** A message of the model, or the tools that it wants called. */
export interface OpenAIAssistantMessage {
  role: 'assistant'
  /** Null when the model only called tools. */
  content: string | null
  /** The tools to call. Absent when the model only wrote. */
  tool_calls?: OpenAIToolCall[]
}

/** The answer of a tool to the call of this id. */
export interface OpenAIToolMessage {
  role: 'tool'
  /** The result, as text; mostly JSON. */
  content: string
  /** The `id` of the call that it answers. */
  tool_call_id: string
}

/** A message of a prompt, by its `role`. */
export type OpenAIMessage =
  | OpenAISystemMessage
  | OpenAIDeveloperMessage
  | OpenAIUserMessage
  | OpenAIAssistantMessage
  | OpenAIToolMessage
