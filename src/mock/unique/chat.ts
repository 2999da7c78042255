import type { Place } from '../chat-change.ts'
import type { StoredMessage } from './message.ts'

/** A chat of one user with one space. */
export interface Chat extends Place {
  readonly kind: 'chat'
  readonly id: string
  readonly assistantId: string
  readonly userId: string
  readonly companyId: string
  /** Oldest first. */
  readonly messages: StoredMessage[]
  inputLocked: boolean
  /** The user presses Stop as soon as an answer has these words in it. */
  stopsAt: string | undefined
}

/** The newest answer has been declared complete, or at least to have stopped growing. */
export function isAnswered(chat: Chat): boolean {
  const newest = chat.messages.findLast((message) => message.role === 'ASSISTANT')
  return newest !== undefined && (newest.completedAt !== null || newest.stoppedStreamingAt !== null)
}
