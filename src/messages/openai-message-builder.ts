import type { OpenAIContentPart, OpenAIMessage, OpenAIToolCall } from './openai-message.ts'
import type { OpenAIUserMessageBuilder } from './openai-user-message-builder.ts'

/** Builds the messages of a conversation, in order. Every method returns the builder. */
export class OpenAIMessageBuilder {
  readonly #messages: OpenAIMessage[]

  /** @param messages go first; the list is copied */
  constructor(messages: readonly OpenAIMessage[] = []) {
    this.#messages = [...messages]
  }

  /** Adds instructions for the model. */
  system(content: string): this {
    return this.append({ role: 'system', content })
  }

  /** Adds instructions for a newer model, which calls them so. */
  developer(content: string): this {
    return this.append({ role: 'developer', content })
  }

  /** Text, parts, or a builder of parts. */
  user(content: string | readonly OpenAIContentPart[] | OpenAIUserMessageBuilder): this {
    if (typeof content === 'string') return this.append({ role: 'user', content })
    return this.append('message' in content ? content.message : { role: 'user', content: [...content] })
  }

  /** A message of the model, or the tools that it called; then `content` may be null. */
  assistant(content: string | null, { toolCalls }: { toolCalls?: readonly OpenAIToolCall[] } = {}): this {
    return this.append({ role: 'assistant', content, ...(toolCalls?.length ? { tool_calls: [...toolCalls] } : {}) })
  }

  /** Adds what a tool has answered to the call of this id. */
  tool(content: string, { toolCallId }: { toolCallId: string }): this {
    return this.append({ role: 'tool', content, tool_call_id: toolCallId })
  }

  /** Adds a message as it is. */
  append(message: OpenAIMessage): this {
    this.#messages.push(message)
    return this
  }

  /** The messages so far; a copy, which later calls leave alone. */
  get messages(): OpenAIMessage[] {
    return [...this.#messages]
  }
}
