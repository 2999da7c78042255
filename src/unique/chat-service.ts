import { type Clock, systemClock } from '../core/clock.ts'
import type { CallOptions, HttpClient } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import { type Assessment, createAssessment, modifyAssessment } from '../platforms/unique/assessment-endpoint.ts'
import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import type { ChatMessage } from '../platforms/unique/chat-message.ts'
import { classifyContent } from '../platforms/unique/classify-content.ts'
import { type Completion, streamCompletion } from '../platforms/unique/completion-endpoint.ts'
import type { Content } from '../platforms/unique/content.ts'
import { openContentFile, searchChatContents } from '../platforms/unique/content-endpoints.ts'
import { toWireReference } from '../platforms/unique/content-reference.ts'
import { createUniqueHttp } from '../platforms/unique/http.ts'
import {
  createMessage,
  deleteMessage,
  getMessage,
  listMessages,
  modifyMessage,
} from '../platforms/unique/messages-endpoint.ts'
import { Cancellation } from './cancellation.ts'
import { ChatLog } from './chat-log.ts'
import { ChatMemory } from './chat-memory.ts'
import { type CompleteOptions, toWireCompletion } from './complete-options.ts'
import { Download } from './download.ts'
import { Elicitations } from './elicitations.ts'
import { historyBefore } from './history.ts'
import type {
  CreateAssistantMessageOptions,
  CreateMessageAssessmentOptions,
  CreateUserMessageOptions,
  MessageFields,
  MessageIdOptions,
  ModifyAssistantMessageOptions,
  ModifyMessageAssessmentOptions,
  ModifyUserMessageOptions,
} from './message-options.ts'
import type { UniqueSettings } from './unique-settings.ts'

/** Files of a chat, each in the order of the platform. */
export interface ImagesAndDocuments {
  /** JPEG, PNG, GIF, BMP, WebP, TIFF and SVG. */
  images: Content[]
  /** PDF, Word, Excel, PowerPoint, CSV, HTML, Markdown, JSON and plain text. */
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
  /** The chat, by its id on the platform. */
  readonly chatId: string
  /** The space that the chat belongs to, by its id. */
  readonly assistantId: string
  /** The user that every request is made for. */
  readonly userId: string
  /** The company of the user. */
  readonly companyId: string
  readonly #http: HttpClient
  readonly #clock: Clock
  readonly #random: () => number
  /** Of whom files are: the chat that delegated the question, if one did (Unique specification 3.3). */
  readonly #contentChatId: string
  #userMessageId: string
  #assistantMessageId: string
  /** Values that are kept for this chat. */
  readonly memory: ChatMemory
  /** The steps that an answer shows while it is being made. */
  readonly log: ChatLog
  /** Questions to the user in the middle of an answer. */
  readonly elicitations: Elicitations
  /** Whether the user has pressed Stop. It follows the current assistant message. */
  readonly cancellation: Cancellation

  private constructor(event: ChatEvent, settings: UniqueSettings) {
    const { payload } = event
    this.chatId = payload.chatId
    this.assistantId = payload.assistantId
    this.userId = event.userId
    this.companyId = event.companyId
    this.#userMessageId = payload.userMessage.id
    this.#assistantMessageId = payload.assistantMessage.id
    this.#http = createUniqueHttp(settings.withAuth(event))
    this.#clock = settings.transport.clock ?? systemClock
    this.#random = settings.transport.random ?? Math.random
    this.#contentChatId = payload.correlation?.parentChatId ?? payload.chatId
    this.memory = new ChatMemory(this.#http, this.chatId)
    this.log = new ChatLog(this.#http, () => this.#assistantMessageId)
    this.elicitations = new Elicitations(this.#http, this.chatId, () => this.#assistantMessageId)
    this.cancellation = new Cancellation({
      http: this.#http,
      clock: settings.transport.clock,
      chatId: this.chatId,
      messageId: () => this.#assistantMessageId,
    })
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

  /** The user message that calls without a `messageId` are about: the last one created, else that of the event. */
  get userMessageId(): string {
    return this.#userMessageId
  }

  /** Writes an assistant message into the chat. It becomes the current one. */
  async createAssistantMessage(options: CreateAssistantMessageOptions): Promise<ChatMessage> {
    const message = await this.#create('ASSISTANT', options)
    this.#assistantMessageId = message.id
    return message
  }

  /** Writes a message into the chat as if its user had. It becomes the current one. */
  async createUserMessage(options: CreateUserMessageOptions): Promise<ChatMessage> {
    const message = await this.#create('USER', options)
    this.#userMessageId = message.id
    return message
  }

  /**
   * Changes an assistant message. Only what is passed is sent; everything else stays as it is
   * (Unique specification 9, rows 1 and 2).
   */
  async modifyAssistantMessage(options: ModifyAssistantMessageOptions): Promise<ChatMessage> {
    return this.#modify(options.messageId ?? this.#assistantMessageId, options)
  }

  /**
   * The same for a message of the user. Of all debug information, the platform shows that of the user's message only,
   * once the page is loaded again (Unique specification 2.2).
   */
  async modifyUserMessage(options: ModifyUserMessageOptions): Promise<ChatMessage> {
    return this.#modify(options.messageId ?? this.#userMessageId, options)
  }

  /** A message as it is in the chat now. */
  async getMessage({ messageId = this.#assistantMessageId, ...options }: MessageIdOptions = {}): Promise<ChatMessage> {
    return getMessage(this.#http, this.chatId, messageId, options)
  }

  /** All messages of the chat, oldest first; among the last ones are the question and the empty answer to it. */
  async listMessages(options: CallOptions = {}): Promise<ChatMessage[]> {
    return listMessages(this.#http, this.chatId, options)
  }

  /**
   * Lists the messages before the current user message, oldest first, without those that have no text and those of the
   * system. `toPromptMessages` makes a prompt of it.
   */
  async getHistory(options: CallOptions = {}): Promise<ChatMessage[]> {
    return historyBefore(await this.listMessages(options), this.#userMessageId)
  }

  /** Deletes a message. The user sees it until the page is loaded again. */
  async deleteMessage(messageId: string, options: CallOptions = {}): Promise<void> {
    await deleteMessage(this.#http, this.chatId, messageId, options)
  }

  /** Shows below an answer what is thought of it, such as whether its sources say so. */
  async createMessageAssessment(options: CreateMessageAssessmentOptions): Promise<Assessment> {
    const { messageId = this.#assistantMessageId, status = 'DONE', isVisible = true, signal, timeout } = options
    const { type, label, title, explanation } = options
    const body = { messageId, status, type, isVisible, ...present({ label, title, explanation }) }
    return createAssessment(this.#http, body, { signal, timeout })
  }

  /** Changes the assessment of this type that a message has. Only what is passed is sent. */
  async modifyMessageAssessment(options: ModifyMessageAssessmentOptions): Promise<Assessment> {
    const { messageId = this.#assistantMessageId, type, status, label, title, explanation, signal, timeout } = options
    const body = { messageId, type, ...present({ status, label, title, explanation }) }
    return modifyAssessment(this.#http, body, { signal, timeout })
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
   * Gives the input back to the user while the answer is still being worked on, such as checked. `freeUserInput`
   * finishes it.
   */
  async signalStreamingStopped(options: CallOptions = {}): Promise<ChatMessage> {
    const body = { chatId: this.chatId, stoppedStreamingAt: this.#timestamp() }
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
      userMessageId: this.#userMessageId,
      ...toWireCompletion(options),
    }
    const { signal, timeout } = options
    return streamCompletion(this.#http, body, this.#random, { signal, timeout })
  }

  /**
   * Lists files that the user or the app has uploaded to the chat, told apart by file extension. Files that are neither
   * are left out, as archives, mails and videos are. Nothing is downloaded.
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

  #create(role: 'ASSISTANT' | 'USER', options: CreateAssistantMessageOptions): Promise<ChatMessage> {
    const { content, signal, timeout } = options
    const body = {
      chatId: this.chatId,
      assistantId: this.assistantId,
      role,
      text: content,
      ...this.#fields({ ...options, originalContent: options.originalContent ?? content }),
    }
    return createMessage(this.#http, body, { signal, timeout })
  }

  #modify(messageId: string, options: ModifyAssistantMessageOptions): Promise<ChatMessage> {
    const { content, signal, timeout } = options
    const body = { chatId: this.chatId, ...present({ text: content }), ...this.#fields(options) }
    return modifyMessage(this.#http, messageId, body, { signal, timeout })
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
