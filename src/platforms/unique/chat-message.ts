import { isRecord, optionalDate, optionalString, present } from '../../core/read.ts'
import { type Assessment, fromWireAssessments } from './assessment-endpoint.ts'
import { type ContentReference, fromWireReferences } from './content-reference.ts'

/** Who says a message. */
export type ChatRole = 'system' | 'user' | 'assistant'

/** One turn of a chat, as the platform stores it (Unique specification 2.2). */
export interface ChatMessage {
  /** For `modifyAssistantMessage` and the other calls that take a `messageId`. */
  id: string
  /** The chat that it is part of. */
  chatId: string
  /** Who says it, in lower case. */
  role: ChatRole
  /** The text as shown, with `<sup>1</sup>` where it cites. `undefined` while there is none. */
  content?: string
  /** The text as the model wrote it, with `[source0]` where it cites. */
  originalContent?: string
  /** The links below the text. Empty if there are none. */
  references: ContentReference[]
  /** Assessments of an answer. Absent if there are none. */
  assessments?: Assessment[]
  /** Notes for the people who run the app. The platform shows those of the user's message, after a reload. */
  debugInfo?: unknown
  /** The time at which it was made. */
  createdAt?: Date
  /** The time at which it last changed. */
  updatedAt?: Date
  /** Set when the answer is finished; the user can write again from then on. */
  completedAt?: Date
  /** The time at which a model began to write into it. Absent if none has. */
  startedStreamingAt?: Date
  /** The time at which the text was there: the user can write again, though the app may still work on it. */
  stoppedStreamingAt?: Date
  /** Set when the user has pressed Stop. */
  userAbortedAt?: Date
}

/** Reads a message of the platform; `undefined` if the value is none. */
export function fromWireMessage(value: unknown): ChatMessage | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    chatId: optionalString(value.chatId) ?? '',
    // Upper case on the wire; either is accepted (Unique specification 9, row 11).
    role: String(value.role ?? 'ASSISTANT').toLowerCase() as ChatRole,
    references: fromWireReferences(value.references),
    ...present({
      content: typeof value.text === 'string' ? value.text : undefined,
      originalContent: typeof value.originalText === 'string' ? value.originalText : undefined,
      assessments: fromWireAssessments(value.assessment),
      debugInfo: value.debugInfo ?? undefined,
      createdAt: optionalDate(value.createdAt),
      updatedAt: optionalDate(value.updatedAt),
      completedAt: optionalDate(value.completedAt),
      startedStreamingAt: optionalDate(value.startedStreamingAt),
      stoppedStreamingAt: optionalDate(value.stoppedStreamingAt),
      userAbortedAt: optionalDate(value.userAbortedAt),
    }),
  }
}
