/** A reference as it is stored and sent back (Unique specification 5.5). */
export interface StoredReference {
  readonly name: string
  readonly url?: string | null
  readonly sequenceNumber: number
  readonly sourceId: string
  readonly source: string
  readonly description?: string
  readonly originalIndex?: readonly number[]
}

/** A verdict on an answer (Unique specification 2.2, A9). */
export interface StoredAssessment {
  readonly object: 'message-assessment'
  readonly id: string
  readonly messageId: string
  readonly status: string
  readonly type: string
  readonly title: string | null
  readonly explanation: string | null
  readonly label: string | null
  readonly isVisible: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

/** A message as it is stored. Times are ISO 8601 in UTC. */
export interface StoredMessage {
  readonly id: string
  readonly chatId: string
  readonly role: 'USER' | 'ASSISTANT'
  text: string | null
  originalText: string | null
  references: readonly StoredReference[]
  debugInfo: unknown
  gptRequest: unknown
  readonly createdAt: string
  updatedAt: string
  completedAt: string | null
  startedStreamingAt: string | null
  stoppedStreamingAt: string | null
  userAbortedAt: string | null
  assessment: readonly StoredAssessment[] | null
  segmentKind: string | null
  responseTurnId: string | null
  segmentIndex: number | null
}

/** The message as the platform sends it (Unique specification 2.2). */
export function toWireMessage(message: StoredMessage): Record<string, unknown> {
  return { object: 'message', ...message }
}
