import { type Clock, systemClock } from '../core/clock.ts'
import type { CallOptions, HttpClient } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import type { ChatMessage } from '../platforms/unique/chat-message.ts'
import { classifyContent } from '../platforms/unique/classify-content.ts'
import { type Completion, streamCompletion } from '../platforms/unique/completion-endpoint.ts'
import type { Content } from '../platforms/unique/content.ts'
import { openContentFile, searchChatContents } from '../platforms/unique/content-endpoints.ts'
import { type ContentReference, toWireReference } from '../platforms/unique/content-reference.ts'
import { createUniqueHttp } from '../platforms/unique/http.ts'
import { createMessage, modifyMessage } from '../platforms/unique/messages-endpoint.ts'
import { type CompleteOptions, toWireCompletion } from './complete-options.ts'
import { Download } from './download.ts'
import type { UniqueSettings } from './unique-settings.ts'

interface MessageFields extends CallOptions {
  /** What the model wrote, where that differs from what is shown. */
  originalContent?: string
  /** Links to content; cite them in the text as `<sup>1</sup>`. An empty list is sent as such; to keep, leave out. */
  references?: readonly ContentReference[]
  debugInfo?: Record<string, unknown>
  /** `true` finishes the answer with the same request, which gives the input back to the user. Default: `false`. */
  setCompletedAt?: boolean
}

export interface CreateAssistantMessageOptions extends MessageFields {
  content: string
}

export interface ModifyAssistantMessageOptions extends MessageFields {
  /** The new text. Default: the text stays. */
  content?: string
  /** Default: the current assistant message. */
  messageId?: string
}

/** Files of a chat, each in the order of the platform. */
export interface ImagesAndDocuments {
  images: Content[]
  documents: Content[]
}

/**
 * One chat, from the side of the app that answers in it.
 *
 * It acts as the user who wrote the message, with the key of the app. Every method throws an `ApiError` when the
 * platform refuses, a `ConnectionError` or a `TimeoutError` when no answer arrives, and an `AbortError` when its
 * `signal` aborts; what the platform did until then stays done.
 */
export class ChatService {
  readonly chatId: string
  /** The space. */
  readonly assistantId: string
  readonly userMessageId: string
  /** The user and the company that every request is made for. */
  readonly userId: string
  readonly companyId: string
  readonly #http: HttpClient
  readonly #clock: Clock
  readonly #random: () => number
  /** Of whom files are: the chat that delegated the question, if one did (Unique specification 3.3). */
  readonly #contentChatId: string
  #assistantMessageId: string

  private constructor(event: ChatEvent, settings: UniqueSettings) {
    const { payload } = event
    this.chatId = payload.chatId
    this.assistantId = payload.assistantId
    this.userMessageId = payload.userMessage.id
    this.userId = event.userId
    this.companyId = event.companyId
    this.#assistantMessageId = payload.assistantMessage.id
    this.#http = createUniqueHttp(settings.withAuth(event))
    this.#clock = settings.transport.clock ?? systemClock
    this.#random = settings.transport.random ?? Math.random
    this.#contentChatId = payload.correlation?.parentChatId ?? payload.chatId
  }

  /**
   * The service for the chat of an event. The settings are not changed, and what they say about user and company does
   * not matter: services of two events never act for each other's users.
   */
  static fromEvent(event: ChatEvent, settings: UniqueSettings): ChatService {
    return new ChatService(event, settings)
  }

  /** The assistant message that calls without a `messageId` are about: the last one created, else that of the event. */
  get assistantMessageId(): string {
    return this.#assistantMessageId
  }

  /** Writes an assistant message into the chat. It becomes the current one. */
  async createAssistantMessage(options: CreateAssistantMessageOptions): Promise<ChatMessage> {
    const { content, signal, timeout } = options
    const body = {
      chatId: this.chatId,
      assistantId: this.assistantId,
      role: 'ASSISTANT' as const,
      text: content,
      ...this.#fields({ ...options, originalContent: options.originalContent ?? content }),
    }
    const message = await createMessage(this.#http, body, { signal, timeout })
    this.#assistantMessageId = message.id
    return message
  }

  /**
   * Changes an assistant message. Only what is passed is sent; everything else stays as it is
   * (Unique specification 9, rows 1 and 2).
   */
  async modifyAssistantMessage(options: ModifyAssistantMessageOptions): Promise<ChatMessage> {
    const { content, messageId = this.#assistantMessageId, signal, timeout } = options
    const body = { chatId: this.chatId, ...present({ text: content }), ...this.#fields(options) }
    return modifyMessage(this.#http, messageId, body, { signal, timeout })
  }

  /**
   * Finishes the current assistant message, so that the user can write again. The platform never does it by itself:
   * every answer ends with this call or with `setCompletedAt`.
   */
  async freeUserInput(options: CallOptions = {}): Promise<ChatMessage> {
    const body = { chatId: this.chatId, completedAt: this.#timestamp() }
    return modifyMessage(this.#http, this.#assistantMessageId, body, options)
  }

  /**
   * Has a model answer. The platform streams the answer into the current assistant message, with references for what
   * the model cites; the promise resolves when it is all there. The input stays locked: call `freeUserInput` next.
   */
  async completeWithReferences(options: CompleteOptions): Promise<Completion> {
    const body = {
      chatId: this.chatId,
      assistantId: this.assistantId,
      assistantMessageId: this.#assistantMessageId,
      userMessageId: this.userMessageId,
      ...toWireCompletion(options),
    }
    const { signal, timeout } = options
    return streamCompletion(this.#http, body, this.#random, { signal, timeout })
  }

  /**
   * What was uploaded to the chat, by its user or by the app, told apart by file extension. Files that are neither are
   * left out, as archives, mails and videos are. Nothing is downloaded.
   */
  async listImagesAndDocuments(options: CallOptions = {}): Promise<ImagesAndDocuments> {
    const contents = await searchChatContents(this.#http, this.#contentChatId, options)
    return {
      images: contents.filter(({ key }) => classifyContent(key) === 'image'),
      documents: contents.filter(({ key }) => classifyContent(key) === 'document'),
    }
  }

  /** A file of the chat, to be read by one of the methods of what is returned. */
  download(contentId: string, options: CallOptions = {}): Download {
    return new Download(() => openContentFile(this.#http, contentId, this.#contentChatId, options), this.#clock)
  }

  #fields({ originalContent, references, debugInfo, setCompletedAt }: MessageFields) {
    return present({
      originalText: originalContent,
      references: references?.map(toWireReference),
      debugInfo,
      completedAt: setCompletedAt ? this.#timestamp() : undefined,
    })
  }

  /** ISO 8601 with `Z` (Unique specification 1.6). */
  #timestamp(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}
