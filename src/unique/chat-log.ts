import type { CallOptions, HttpClient } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import { createLogStep, type LogStatus, type LogStep, modifyLogStep } from '../platforms/unique/log-endpoint.ts'

/** Options of `ChatLog.add`. */
export interface AddLogStepOptions extends CallOptions {
  /** Default: the current assistant message. */
  messageId?: string
  /** Default: `RUNNING`. */
  status?: LogStatus
  /** Its place among the steps of the message. Default: after all that this service has added. */
  order?: number
}

/** Options of `ChatLog.change`. Fields that are left out stay as they are. */
export interface ChangeLogStepOptions extends CallOptions {
  /** A new text for the step. */
  text?: string
  /** How far it is now. */
  status?: LogStatus
}

/** The steps that an answer shows while it is being made, such as what is being read (Unique specification 2.3). */
export class ChatLog {
  readonly #http: HttpClient
  readonly #currentMessage: () => string
  #last = 0

  constructor(http: HttpClient, currentMessage: () => string) {
    this.#http = http
    this.#currentMessage = currentMessage
  }

  /** Adds a step. */
  async add(text: string, { messageId, status = 'RUNNING', order, ...options }: AddLogStepOptions = {}) {
    this.#last = Math.max(this.#last + 1, order ?? 0)
    const json = { messageId: messageId ?? this.#currentMessage(), text, status, order: order ?? this.#last }
    return createLogStep(this.#http, json, options)
  }

  /** Changes a step; `{ status: 'COMPLETED' }` ends it. */
  async change(step: Pick<LogStep, 'id' | 'order'>, { text, status, ...options }: ChangeLogStepOptions) {
    return modifyLogStep(this.#http, step.id, { order: step.order, ...present({ text, status }) }, options)
  }
}
