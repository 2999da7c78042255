/** A value by name, of a chat or of a message. */
export interface StoredMemory {
  readonly id: string
  readonly memoryName: string
  readonly chatId: string | null
  readonly messageId: string | null
  readonly data: string | null
}
