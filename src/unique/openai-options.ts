import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import { uniqueHeaders } from '../platforms/unique/http.ts'
import { UNIQUE_HEADERS } from '../platforms/unique/wire.ts'
import type { UniqueSettings } from './unique-settings.ts'

/** Makes the options for the client of the package `openai`. It has the key: do not print it. */
export interface OpenAIClientOptions {
  /** The address of the proxy. */
  baseURL: string
  /** The key of the app. */
  apiKey: string
  /** Who asks, and for whom. */
  defaultHeaders: Record<string, string>
  /** How often a request is sent again. Default: that of the package. */
  maxRetries?: number
  /** Milliseconds until the answer must begin. Default: that of the package. */
  timeout?: number
  /** Makes the requests. Default: the global `fetch`. */
  fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
}

/**
 * Options for `new OpenAI(…)`, the client of the package `openai`, with which it talks to the models of the platform
 * (Unique specification 1.1). With an event the requests are made for the user who wrote it, and the platform knows
 * which chat they belong to.
 *
 * `fetch`, `timeout` and `maxRetries` of the settings go along; its logger does not.
 */
export function openAIOptions(settings: UniqueSettings, event?: ChatEvent): OpenAIClientOptions {
  const identity = event === undefined ? settings : settings.withAuth(event)
  const { [UNIQUE_HEADERS.authorization]: _, ...headers } = uniqueHeaders(identity)
  const { fetch, timeout, maxRetries } = settings.transport
  return {
    baseURL: `${settings.apiBase}/openai-proxy`,
    apiKey: settings.appKey,
    defaultHeaders: { ...headers, ...(event === undefined ? {} : attribution(event)) },
    ...(maxRetries === undefined ? {} : { maxRetries }),
    // Its client knows no endless wait: the longest that a timer can be.
    ...(timeout === undefined ? {} : { timeout: Math.min(timeout, 2 ** 31 - 1) }),
    ...(fetch === undefined ? {} : { fetch: (input, init = {}) => fetch(String(input), init) }),
  }
}

/** Which chat a request belongs to (Unique specification 1.2). */
function attribution({ payload }: ChatEvent): Record<string, string> {
  return {
    'x-chat-id': payload.chatId,
    'x-assistant-id': payload.assistantId,
    'x-assistant-message-id': payload.assistantMessage.id,
  }
}
