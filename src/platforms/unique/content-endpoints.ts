import type { CallOptions, HttpClient, HttpReply } from '../../core/http/index.ts'
import { isRecord } from '../../core/read.ts'
import { type Content, fromWireContent } from './content.ts'
import { readRows } from './rows.ts'
import { UNIQUE_PATHS, type WireContentSearchRequest, type WireUpdateContentRequest } from './wire.ts'

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

/** The number of rows that the platform is asked for at once. */
const PAGE = 100

/** `POST /content/infos`: all contents that a filter of metadata finds, or that lie in a folder. */
export async function listContents(
  http: HttpClient,
  filter: { readonly metadataFilter?: Readonly<Record<string, unknown>>; readonly parentId?: string },
  options: CallOptions,
): Promise<Content[]> {
  const found: Content[] = []
  for (let skip = 0; ; skip += PAGE) {
    const json = { ...filter, skip, take: PAGE }
    const reply = await http.open({
      ...{ method: 'POST', path: UNIQUE_PATHS.contentInfos, json, idempotent: true, ...options },
    })
    const body = await reply.json()
    if (!isRecord(body) || !Array.isArray(body.contentInfos)) throw reply.unexpected('facts about contents', body)
    found.push(...body.contentInfos.map(fromWireContent).filter((content) => content !== undefined))
    // A page that is not full is the last one, whatever the count says.
    if (body.contentInfos.length < PAGE) return found
  }
}

/** `PATCH /content/{id}` (Unique specification 2.3). */
export async function updateContent(
  http: HttpClient,
  contentId: string,
  json: WireUpdateContentRequest,
  options: CallOptions,
): Promise<Content> {
  const path = UNIQUE_PATHS.content(contentId)
  const reply = await http.open({ method: 'PATCH', path, json, idempotent: true, ...options })
  const body = await reply.json()
  const content = fromWireContent(body)
  if (content === undefined) throw reply.unexpected('a content', body)
  return content
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
