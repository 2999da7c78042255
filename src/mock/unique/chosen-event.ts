import type { UserTurn } from '../scenario.ts'
import type { Chat } from './chat.ts'
import type { StoredContent } from './content.ts'
import type { StoredMessage } from './message.ts'
import type { World } from './world.ts'

/** The subscription that chat events come with (Unique specification 4.1). */
export const CHOSEN = 'unique.chat.external-module.chosen'
/** Tells that a user has written, without asking anyone to answer (Unique specification 4.3). */
export const CREATED = 'unique.chat.user-message.created'

/** The events that a turn of the user causes, by subscription. */
export function turnEvents(
  world: World,
  turn: UserTurn,
  chat: Chat,
  messages: { readonly user: StoredMessage; readonly assistant: StoredMessage },
  uploads: readonly StoredContent[],
): readonly { readonly subscription: string; readonly event: Envelope }[] {
  const { chatId, assistantId } = { chatId: chat.id, assistantId: chat.assistantId }
  const created = { chatId, assistantId, text: turn.text }
  return [
    { subscription: CREATED, event: envelope(world, CREATED, chat, created) },
    { subscription: CHOSEN, event: envelope(world, CHOSEN, chat, chosenPayload(world, turn, chat, messages, uploads)) },
  ]
}

/** Around every payload (Unique specification 4.2). */
interface Envelope {
  readonly id: string
  readonly [field: string]: unknown
}

function envelope(world: World, event: string, chat: Chat, payload: unknown): Envelope {
  const { userId, companyId } = chat
  const createdAt = Math.floor(world.surroundings.clock.now() / 1000)
  return { id: world.surroundings.ids.token('evt_'), event, userId, companyId, createdAt, version: '1.0.0', payload }
}

function chosenPayload(
  world: World,
  turn: UserTurn,
  chat: Chat,
  { user, assistant }: { readonly user: StoredMessage; readonly assistant: StoredMessage },
  uploads: readonly StoredContent[],
): unknown {
  const { scenario } = world.surroundings
  return {
    name: scenario.moduleName ?? 'ExternalModule',
    description: 'Answers in place of the space.',
    configuration: scenario.moduleConfiguration ?? {},
    chatId: chat.id,
    assistantId: chat.assistantId,
    userMessage: {
      id: user.id,
      text: user.text,
      originalText: user.originalText,
      createdAt: user.createdAt,
      language: turn.language ?? 'English',
    },
    assistantMessage: { id: assistant.id, createdAt: assistant.createdAt },
    text: null,
    additionalParameters: {
      userSpaceInstructions: '',
      uploadedFiles: uploads.map(({ id, key, mimeType }) => ({ id, title: key, mimeType })),
      selectedUploadedFiles: [],
    },
    userMetadata: {},
    toolParameters: {},
    toolChoices: [],
    disabledTools: [],
    metadataFilter: null,
    rawScopeRules: null,
    correlation: null,
    skillChoices: [],
    availableSkills: [],
    mcpServers: [],
    messageExecutionId: null,
    sessionConfig: null,
    ...turn.payload,
  }
}
