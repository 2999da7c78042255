import type { CallOptions, HttpClient, HttpRequest } from '../../core/http/index.ts'
import { isRecord, optionalNumber, textOf } from '../../core/read.ts'
import { UNIQUE_PATHS, type WireLogRequest, type WireLogStatus } from './wire.ts'

/** How far a step is. */
export type LogStatus = WireLogStatus

/** A step that an answer shows while it is being made (Unique specification 2.3). */
export interface LogStep {
  /** For changing the step later. */
  id: string
  /** The answer that shows it. */
  messageId: string
  /** The line that the user reads. */
  text: string
  /** `RUNNING` until it is `COMPLETED` or `FAILED`. */
  status: LogStatus
  /** Its place among the steps of the message. */
  order: number
}

/** `POST /message-log`. Not repeated after an unclear failure. */
export function createLogStep(
  http: HttpClient,
  json: WireLogRequest & { messageId: string },
  options: CallOptions,
): Promise<LogStep> {
  return readStep(http, { method: 'POST', path: UNIQUE_PATHS.logs, json, ...options })
}

/** `PATCH /message-log/{id}`. */
export function modifyLogStep(
  http: HttpClient,
  id: string,
  json: Partial<WireLogRequest>,
  options: CallOptions,
): Promise<LogStep> {
  return readStep(http, { method: 'PATCH', path: UNIQUE_PATHS.log(id), json, idempotent: true, ...options })
}

async function readStep(http: HttpClient, request: HttpRequest): Promise<LogStep> {
  const reply = await http.open(request)
  const body = await reply.json()
  if (!isRecord(body) || typeof body.id !== 'string') throw reply.unexpected('a step of a message', body)
  return {
    id: body.id,
    messageId: textOf(body.messageId),
    text: textOf(body.text),
    // A word that the platform may add later is handed on as it is.
    status: textOf(body.status) as LogStatus,
    order: optionalNumber(body.order) ?? 0,
  }
}
