import type { OpenAIMessage } from '../messages/index.ts'
import type { ChatMessage } from '../platforms/unique/chat-message.ts'

/**
 * The messages before one of the user, without what nobody said: messages without text, those of the system, and
 * those that carry its marker (Unique specification 2.2, A12).
 *
 * The platform's own client leaves out the last two messages by their place. Here the user's message is found by its id,
 * so that an app that has written more messages by now does not take them for history.
 */
export function historyBefore(messages: readonly ChatMessage[], userMessageId: string): ChatMessage[] {
  const at = messages.findIndex(({ id }) => id === userMessageId)
  return messages
    .slice(0, at === -1 ? Math.max(0, messages.length - 2) : at)
    .filter(({ role, content }) => role !== 'system' && content !== undefined && !content.includes('[SYSTEM] '))
}

/**
 * Messages of a chat as those of a prompt, without the marks of citations (`<sup>1</sup>`), whose numbers mean nothing
 * in another answer. Give it the end of a long history: a model has a limit.
 */
export function toPromptMessages(history: readonly ChatMessage[]): OpenAIMessage[] {
  return history.flatMap(({ role, content }): OpenAIMessage[] => {
    if (content === undefined || content === '') return []
    return [{ role, content: content.replace(/<sup>\s*\d+\s*<\/sup>/g, '') }]
  })
}
