import type { CallOptions, HttpClient, HttpReply } from '../../core/http/index.ts'
import { type Content, fromWireContent } from './content.ts'
import { readRows } from './rows.ts'
import { UNIQUE_PATHS, type WireContentSearchRequest } from './wire.ts'

/** A4: contents by a filter. A search changes nothing, so that it may be repeated. */
export async function searchContents(
  http: HttpClient,
  json: WireContentSearchRequest,
  options: CallOptions,
): Promise<Content[]> {
  const reply = await http.open({
    method: 'POST',
    path: UNIQUE_PATHS.contentSearch,
    json,
    idempotent: true,
    ...options,
  })
  return readRows(reply, await reply.json(), 'a list of contents', fromWireContent)
}

/** A4: the contents that a chat owns. */
export function searchChatContents(http: HttpClient, chatId: string, options: CallOptions): Promise<Content[]> {
  return searchContents(http, { chatId, where: { ownerId: { equals: chatId } }, includeFailedContent: false }, options)
}

/** `DELETE /content/{id}` (Unique specification 2.3). */
export async function deleteContent(
  http: HttpClient,
  contentId: string,
  chatId: string | undefined,
  options: CallOptions,
): Promise<void> {
  const path = UNIQUE_PATHS.content(contentId)
  const reply = await http.open({ method: 'DELETE', path, query: { chatId }, ...options })
  await reply.text()
}

/** A5: the bytes of a content; of one that a chat owns with the id of the chat. */
export function openContentFile(
  http: HttpClient,
  contentId: string,
  chatId: string | undefined,
  options: CallOptions,
): Promise<HttpReply> {
  return http.open({ method: 'GET', path: UNIQUE_PATHS.contentFile(contentId), query: { chatId }, ...options })
}
