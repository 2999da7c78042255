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
  segmentKind: string | null
  responseTurnId: string | null
  segmentIndex: number | null
}

/** The message as the platform sends it (Unique specification 2.2). */
export function toWireMessage(message: StoredMessage): Record<string, unknown> {
  return { object: 'message', ...message, assessment: null }
}
