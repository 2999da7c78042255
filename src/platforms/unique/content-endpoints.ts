import type { CallOptions, HttpClient, HttpReply } from '../../core/http/index.ts'
import { isRecord } from '../../core/read.ts'
import { type Content, fromWireContent } from './content.ts'
import { UNIQUE_PATHS, type WireContentSearchRequest } from './wire.ts'

/** A4: the contents that a chat owns. A search changes nothing, so that it may be repeated. */
export async function searchChatContents(http: HttpClient, chatId: string, options: CallOptions): Promise<Content[]> {
  const json: WireContentSearchRequest = {
    chatId,
    where: { ownerId: { equals: chatId } },
    includeFailedContent: false,
  }
  const reply = await http.open({
    method: 'POST',
    path: UNIQUE_PATHS.contentSearch,
    json,
    idempotent: true,
    ...options,
  })
  const body = await reply.json()
  // A plain array; the envelope of a list is accepted too (Unique specification 9, row 11).
  const rows = isRecord(body) ? body.data : body
  if (!Array.isArray(rows)) throw reply.unexpected('a list of contents', body)
  return rows.map(fromWireContent).filter((content) => content !== undefined)
}

/** A5: the bytes of a content that a chat owns. */
export function openContentFile(
  http: HttpClient,
  contentId: string,
  chatId: string,
  options: CallOptions,
): Promise<HttpReply> {
  return http.open({ method: 'GET', path: UNIQUE_PATHS.contentFile(contentId), query: { chatId }, ...options })
}
