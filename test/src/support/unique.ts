import { type ChatEvent, UniqueSettings, type UniqueSettingsOptions } from '../../../src/unique/index.ts'

/** Settings of a test; the filter lets everything of the space `assistant_1` through. */
export function testSettings(options: Partial<UniqueSettingsOptions> = {}): UniqueSettings {
  return new UniqueSettings({
    appId: 'app_1',
    appKey: 'ukey_secret',
    baseUrl: 'https://gateway.example.com/ignored',
    companyId: 'settings-company',
    userId: 'settings-user',
    eventFilter: { assistantIds: ['assistant_1'] },
    random: () => 0,
    ...options,
  })
}

/** The event as it travels. */
export function wireEvent(id: string, payload: object = {}, envelope: object = {}) {
  return {
    id,
    event: 'unique.chat.external-module.chosen',
    userId: 'user_1',
    companyId: 'company_1',
    createdAt: 1_736_931_600,
    version: '1.0.0',
    payload: {
      name: 'Module',
      description: 'A module',
      configuration: { a: 1 },
      chatId: 'chat_1',
      assistantId: 'assistant_1',
      userMessage: {
        id: 'msg_user',
        text: 'Hello',
        originalText: 'Hello!',
        createdAt: '2025-01-15T09:00:00.000Z',
        language: 'English',
      },
      assistantMessage: { id: 'msg_assistant', createdAt: '2025-01-15T09:00:01.000Z' },
      ...payload,
    },
    ...envelope,
  }
}

export function chatEvent(id = 'evt_1', changes: Partial<ChatEvent['payload']> = {}): ChatEvent {
  return {
    id,
    event: 'unique.chat.external-module.chosen',
    userId: 'user_1',
    companyId: 'company_1',
    payload: {
      name: 'Module',
      description: '',
      configuration: {},
      chatId: 'chat_1',
      assistantId: 'assistant_1',
      userMessage: { id: 'msg_user', text: 'Hello', originalText: 'Hello', language: '' },
      assistantMessage: { id: 'msg_assistant' },
      userMetadata: {},
      toolParameters: {},
      toolChoices: [],
      disabledTools: [],
      ...changes,
    },
  }
}

/** A message as the platform answers with it. */
export const wireMessage = (id: string, changes: object = {}) => ({
  id,
  object: 'message',
  chatId: 'chat_1',
  role: 'ASSISTANT',
  text: 'Hi',
  originalText: 'Hi',
  references: null,
  createdAt: '2025-01-15T09:00:00.000Z',
  updatedAt: null,
  completedAt: null,
  ...changes,
})
