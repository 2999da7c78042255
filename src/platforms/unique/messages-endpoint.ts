import type { CallOptions, HttpClient, HttpRequest } from '../../core/http/index.ts'
import { type ChatMessage, fromWireMessage } from './chat-message.ts'
import { readRows } from './rows.ts'
import { UNIQUE_PATHS, type WireCreateMessageRequest, type WireModifyMessageRequest } from './wire.ts'

/** A1 `POST /messages`. Not repeated after an unclear failure, since that could write the message twice. */
export async function createMessage(
  http: HttpClient,
  json: WireCreateMessageRequest,
  options: CallOptions = {},
): Promise<ChatMessage> {
  return readMessage(http, { method: 'POST', path: UNIQUE_PATHS.messages, json, ...options })
}

/** A2 `PATCH /messages/{id}`. Sets values, so that running twice does no harm. */
export async function modifyMessage(
  http: HttpClient,
  messageId: string,
  json: WireModifyMessageRequest,
  options: CallOptions = {},
): Promise<ChatMessage> {
  const path = UNIQUE_PATHS.message(messageId)
  return readMessage(http, { method: 'PATCH', path, json, idempotent: true, ...options })
}

/** A11 `GET /messages/{id}`. */
export async function getMessage(
  http: HttpClient,
  chatId: string,
  messageId: string,
  options: CallOptions = {},
): Promise<ChatMessage> {
  return readMessage(http, { method: 'GET', path: UNIQUE_PATHS.message(messageId), query: { chatId }, ...options })
}

/** A12 `GET /messages`: all messages of a chat, oldest first. */
export async function listMessages(
  http: HttpClient,
  chatId: string,
  options: CallOptions = {},
): Promise<ChatMessage[]> {
  const reply = await http.open({ method: 'GET', path: UNIQUE_PATHS.messages, query: { chatId }, ...options })
  return readRows(reply, await reply.json(), 'a list of messages', fromWireMessage)
}

/** `DELETE /messages/{id}` (Unique specification 2.3). */
export async function deleteMessage(
  http: HttpClient,
  chatId: string,
  messageId: string,
  options: CallOptions = {},
): Promise<void> {
  const path = UNIQUE_PATHS.message(messageId)
  const reply = await http.open({ method: 'DELETE', path, query: { chatId }, ...options })
  await reply.text()
}

async function readMessage(http: HttpClient, request: HttpRequest): Promise<ChatMessage> {
  const reply = await http.open(request)
  const body = await reply.json()
  const message = fromWireMessage(body)
  if (message === undefined) throw reply.unexpected('a message', body)
  return message
}
