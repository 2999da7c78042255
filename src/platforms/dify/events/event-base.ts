/** The fields that every event of a stream has, as far as the server sent them. */
export interface StreamEventBase {
  conversationId: string
  messageId: string
  /** The handle for stopping. */
  taskId: string
  /** When the message was created: the same on every event of one reply. */
  createdAt?: Date
}

/** What an event tells besides. */
export type WithoutBase<Event> = Event extends unknown ? Omit<Event, keyof StreamEventBase> : never
