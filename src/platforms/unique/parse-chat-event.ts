import {
  arrayOf,
  isRecord,
  optionalDate,
  optionalRecord,
  optionalString,
  parseJson,
  present,
  stringsOf,
} from '../../core/read.ts'
import type {
  ChatEvent,
  ChatEventAdditionalParameters,
  ChatEventCorrelation,
  ChatEventFile,
  ChatEventPayload,
} from './chat-event.ts'
import { CHAT_EVENT } from './wire.ts'

/** The event as users of the SDK see it, or the reason why it cannot be one. */
export type ParsedChatEvent =
  | { kind: 'event'; event: ChatEvent }
  /** Of a type that nobody subscribed to. */
  | { kind: 'other'; type: string }
  | { kind: 'invalid'; reason: string }

/**
 * Reads the data of one server-sent event. Lenient (Unique specification 4.2): older senders spell `chatid`, send
 * `createdAt` as a string and leave texts out. Only what no answer can do without is required: who asks, and where.
 */
export function parseChatEvent(data: string): ParsedChatEvent {
  const value = parseJson(data)
  if (!isRecord(value)) return { kind: 'invalid', reason: 'the data is not a JSON object' }
  const type = optionalString(value.event)
  if (type === undefined) return { kind: 'invalid', reason: 'event is missing' }
  if (type !== CHAT_EVENT) return { kind: 'other', type }

  const payload = optionalRecord(value.payload) ?? {}
  const userMessage = optionalRecord(payload.userMessage) ?? {}
  const assistantMessage = optionalRecord(payload.assistantMessage) ?? {}
  const ids = {
    userId: optionalString(value.userId),
    companyId: optionalString(value.companyId),
    chatId: optionalString(payload.chatId) ?? optionalString(payload.chatid),
    assistantId: optionalString(payload.assistantId),
    userMessageId: optionalString(userMessage.id),
    assistantMessageId: optionalString(assistantMessage.id),
  }
  const missing = Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [name] : []))
  if (missing.length > 0) return { kind: 'invalid', reason: `${missing.join(', ')} is missing` }
  const { userId, companyId, chatId, assistantId, userMessageId, assistantMessageId } = ids as Record<
    keyof typeof ids,
    string
  >

  const text = optionalString(userMessage.text) ?? optionalString(payload.text) ?? ''
  const event: ChatEvent = {
    id: optionalString(value.id) ?? '',
    event: CHAT_EVENT,
    userId,
    companyId,
    ...present({ createdAt: optionalDate(value.createdAt), version: optionalString(value.version) }),
    payload: {
      name: optionalString(payload.name) ?? '',
      description: optionalString(payload.description) ?? '',
      configuration: optionalRecord(payload.configuration) ?? {},
      chatId,
      assistantId,
      userMessage: {
        id: userMessageId,
        text,
        originalText: optionalString(userMessage.originalText) ?? text,
        language: optionalString(userMessage.language) ?? '',
        ...present({ createdAt: optionalDate(userMessage.createdAt) }),
      },
      assistantMessage: { id: assistantMessageId, ...present({ createdAt: optionalDate(assistantMessage.createdAt) }) },
      userMetadata: optionalRecord(payload.userMetadata) ?? {},
      toolParameters: optionalRecord(payload.toolParameters) ?? {},
      toolChoices: stringsOf(payload.toolChoices),
      disabledTools: stringsOf(payload.disabledTools),
      ...optionalPayload(payload),
    },
  }
  return { kind: 'event', event }
}

function optionalPayload(payload: Record<string, unknown>): Partial<ChatEventPayload> {
  return present({
    text: optionalString(payload.text),
    additionalParameters: additionalParameters(payload.additionalParameters),
    metadataFilter: optionalRecord(payload.metadataFilter),
    rawScopeRules: optionalRecord(payload.rawScopeRules),
    correlation: correlation(payload.correlation),
    modelChoice: optionalString(payload.modelChoice) ?? optionalRecord(payload.modelChoice),
    messageExecutionId: optionalString(payload.messageExecutionId),
    sessionConfig: payload.sessionConfig ?? undefined,
  })
}

function additionalParameters(value: unknown): ChatEventAdditionalParameters | undefined {
  if (!isRecord(value)) return undefined
  return {
    ...present({
      userSpaceInstructions: optionalString(value.userSpaceInstructions),
      translateToLanguage: optionalString(value.translateToLanguage),
      contentIdToTranslate: optionalString(value.contentIdToTranslate),
    }),
    uploadedFiles: arrayOf(value.uploadedFiles).flatMap(file),
    selectedUploadedFiles: arrayOf(value.selectedUploadedFiles).flatMap(file),
  }
}

function file(value: unknown): ChatEventFile[] {
  if (!isRecord(value) || typeof value.id !== 'string') return []
  return [{ id: value.id, title: optionalString(value.title) ?? '', mimeType: optionalString(value.mimeType) ?? '' }]
}

/** The parent chat is what matters: files belong to it. */
function correlation(value: unknown): ChatEventCorrelation | undefined {
  if (!isRecord(value)) return undefined
  const parentChatId = optionalString(value.parentChatId)
  if (parentChatId === undefined) return undefined
  return {
    parentChatId,
    parentMessageId: optionalString(value.parentMessageId) ?? '',
    parentAssistantId: optionalString(value.parentAssistantId) ?? '',
  }
}
