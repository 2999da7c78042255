import { isRecord, optionalDate, optionalRecord, optionalString, present } from '../../core/read.ts'

/** A conversation of a user with the app (Dify specification 3.4). */
export interface Conversation {
  /** Pass it as `conversationId` to go on with the conversation. */
  id: string
  /** The title. The server makes one about a second after the first message, unless `autoGenerateName` is `false`. */
  name: string
  /** The inputs that it was started with. */
  inputs: Record<string, unknown>
  /** `normal`. */
  status?: string
  /** The greeting with which a conversation begins. */
  introduction?: string
  /** The time of the first message. */
  createdAt?: Date
  /** The time of the last change: a message, or a new name. */
  updatedAt?: Date
}

export function fromWireConversation(value: unknown): Conversation | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    name: optionalString(value.name) ?? '',
    inputs: optionalRecord(value.inputs) ?? {},
    ...present({
      status: optionalString(value.status),
      introduction: optionalString(value.introduction),
      createdAt: optionalDate(value.created_at),
      updatedAt: optionalDate(value.updated_at),
    }),
  }
}

/** A variable that a chatflow keeps for a conversation (Dify specification 3.8). */
export interface ConversationVariable {
  /** For `setVariable`. */
  id: string
  /** The name of the variable in Dify's editor. */
  name: string
  /** Such as `string`, `number` or `array[string]`. */
  valueType: string
  /** As the server writes it, which is Python: `True`, `{'a': 1}`. */
  value: string
  /** The text that the makers of the chatflow have written about it. */
  description?: string
  /** The time at which the conversation got the variable. */
  createdAt?: Date
  /** The time at which its value last changed. */
  updatedAt?: Date
}

export function fromWireVariable(value: unknown): ConversationVariable | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    name: optionalString(value.name) ?? '',
    valueType: optionalString(value.value_type) ?? '',
    value: typeof value.value === 'string' ? value.value : JSON.stringify(value.value ?? ''),
    ...present({
      description: optionalString(value.description),
      createdAt: optionalDate(value.created_at),
      updatedAt: optionalDate(value.updated_at),
    }),
  }
}
