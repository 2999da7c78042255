import type { CallOptions, HttpClient, HttpRequest } from '../../core/http/index.ts'
import { arrayOf, isRecord, optionalDate, optionalRecord, optionalString, present, textOf } from '../../core/read.ts'
import { UNIQUE_PATHS, type WireElicitationAction, type WireElicitationRequest } from './wire.ts'

/** The choice that somebody makes about a question. */
export type ElicitationAction = WireElicitationAction

/** A question to the user, with a form or an address (Unique specification 2.3). */
export interface Elicitation {
  /** For `get` and `respond`. */
  id: string
  /** The question, as the user reads it. */
  message: string
  /** The tool on whose behalf the question is asked. */
  toolName: string
  /** In the words of the platform, such as `PENDING`. */
  status: string
  /** Of a form: the JSON schema of the answer. */
  schema?: Record<string, unknown>
  /** Where the user answers, if that is not here. */
  url?: string
  /** The answer of the user. */
  content?: Record<string, unknown>
  /** The chat that it is asked in. Absent outside of chats. */
  chatId?: string
  /** The message that it belongs to. Absent if there is none. */
  messageId?: string
  /** The end of the time that the user has. Absent if there is no limit. */
  expiresAt?: Date
}

/** `POST /elicitation`. Not repeated after an unclear failure: the user would be asked twice. */
export function createElicitation(
  http: HttpClient,
  json: WireElicitationRequest,
  options: CallOptions,
): Promise<Elicitation> {
  return readElicitation(http, { method: 'POST', path: UNIQUE_PATHS.elicitations, json, ...options })
}

/** `GET /elicitation/{id}`. */
export function getElicitation(http: HttpClient, id: string, options: CallOptions): Promise<Elicitation> {
  return readElicitation(http, { method: 'GET', path: UNIQUE_PATHS.elicitation(id), ...options })
}

/** `GET /elicitation/pending`. */
export async function listPendingElicitations(http: HttpClient, options: CallOptions): Promise<Elicitation[]> {
  const reply = await http.open({ method: 'GET', path: UNIQUE_PATHS.pendingElicitations, ...options })
  const body = await reply.json()
  if (!isRecord(body)) throw reply.unexpected('questions', body)
  return arrayOf(body.elicitations)
    .map(fromWireElicitation)
    .filter((one) => one !== undefined)
}

/** `POST /elicitation/respond`. */
export async function respondToElicitation(
  http: HttpClient,
  json: { elicitationId: string; action: ElicitationAction; content?: Readonly<Record<string, unknown>> },
  options: CallOptions,
): Promise<void> {
  const reply = await http.open({ method: 'POST', path: UNIQUE_PATHS.elicitationResponse, json, ...options })
  await reply.text()
}

async function readElicitation(http: HttpClient, request: HttpRequest): Promise<Elicitation> {
  const reply = await http.open(request)
  const body = await reply.json()
  const elicitation = fromWireElicitation(body)
  if (elicitation === undefined) throw reply.unexpected('a question', body)
  return elicitation
}

function fromWireElicitation(value: unknown): Elicitation | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    message: textOf(value.message),
    toolName: textOf(value.toolName),
    status: textOf(value.status),
    ...present({
      schema: optionalRecord(value.schema),
      url: optionalString(value.url),
      content: optionalRecord(value.responseContent),
      chatId: optionalString(value.chatId),
      messageId: optionalString(value.messageId),
      expiresAt: optionalDate(value.expiresAt),
    }),
  }
}
