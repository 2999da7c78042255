import type { CallOptions, HttpClient } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import {
  createElicitation,
  type Elicitation,
  type ElicitationAction,
  getElicitation,
  listPendingElicitations,
  respondToElicitation,
} from '../platforms/unique/elicitation-endpoint.ts'

/** Options of `Elicitations.create`: a form or an address. */
export type CreateElicitationOptions = CallOptions & {
  /** The question. */
  message: string
  /** Which tool asks. */
  toolName: string
  /** Default: the current assistant message. */
  messageId?: string
  /** How long the question stands. Default: that of the platform. */
  expiresInSeconds?: number
  /** Notes of your own. Default: none. */
  metadata?: Readonly<Record<string, unknown>>
} & (
    | {
        /** The JSON schema of the answer, of which the platform makes a form. */
        schema: Readonly<Record<string, unknown>>
        /** Not with a form. */
        url?: undefined
      }
    | {
        /** Where the user answers, such as a page to sign in. Not with a `schema`. */
        url: string
        /** Not with an address. */
        schema?: undefined
      }
  )

/** Options of `Elicitations.respond`. */
export interface RespondOptions extends CallOptions {
  /** The answer, for `ACCEPT`. */
  content?: Readonly<Record<string, unknown>>
}

/** Questions to the user of a chat, asked in the middle of an answer (Unique specification 2.3). */
export class Elicitations {
  readonly #http: HttpClient
  readonly #chatId: string
  readonly #currentMessage: () => string

  constructor(http: HttpClient, chatId: string, currentMessage: () => string) {
    this.#http = http
    this.#chatId = chatId
    this.#currentMessage = currentMessage
  }

  /** Asks. The answer comes later: look with `get`. */
  async create(options: CreateElicitationOptions): Promise<Elicitation> {
    const { message, toolName, messageId, expiresInSeconds, metadata, schema, url, signal, timeout } = options
    const json = {
      ...{ mode: url === undefined ? ('FORM' as const) : ('URL' as const), message, toolName },
      ...{ chatId: this.#chatId, messageId: messageId ?? this.#currentMessage() },
      ...present({ schema, url, expiresInSeconds, metadata }),
    }
    return createElicitation(this.#http, json, { signal, timeout })
  }

  /** A question as it stands now. */
  async get(elicitationId: string, options: CallOptions = {}): Promise<Elicitation> {
    return getElicitation(this.#http, elicitationId, options)
  }

  /** All questions that the user has not answered yet, of every chat. */
  async listPending(options: CallOptions = {}): Promise<Elicitation[]> {
    return listPendingElicitations(this.#http, options)
  }

  /** Answers in the place of the user. A question can be answered once. */
  async respond(elicitationId: string, action: ElicitationAction, { content, ...options }: RespondOptions = {}) {
    await respondToElicitation(this.#http, { elicitationId, action, ...present({ content }) }, options)
  }
}
