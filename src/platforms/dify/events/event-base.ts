/** The fields that every event of a stream has, as far as the server sent them. */
export interface StreamEventBase {
  /**
   * Pass it with the next message to go on with the conversation. Empty where the server names none, as where a run is
   * read again after its end.
   */
  conversationId: string
  /** The message that is being answered; a question and its answer have one id. Empty where the server names none. */
  messageId: string
  /** The handle for stopping. */
  taskId: string
  /** When the message was created: the same on every event of one reply. */
  createdAt?: Date
}

/** The fields that an event has besides. */
export type WithoutBase<Event> = Event extends unknown ? Omit<Event, keyof StreamEventBase> : never
