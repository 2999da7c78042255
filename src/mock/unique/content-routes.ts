import { object, openObject, optional, required, text, truth } from '../shape.ts'
import type { StoredContent } from './content.ts'
import { mayRead } from './readable.ts'
import { addRoute, type MockApp } from './route.ts'
import { UniqueError } from './unique-error.ts'
import { upsertContent, upsertShape } from './upsert-content.ts'
import { matchWhere } from './where.ts'
import type { World } from './world.ts'

const searchShape = object({
  where: required(openObject),
  chatId: optional(text),
  includeFailedContent: optional(truth),
})

/** `/content` (Unique specification 2.2, A4 to A6). The bytes themselves go through `upload-routes.ts`. */
export function addContentRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/content/upsert',
    cite: 'Unique specification 2.2 A6',
    body: upsertShape,
    handle({ exchange, caller, body }) {
      const content = upsertContent(world, exchange, caller, body)
      const origin = world.surroundings.origin ?? exchange.url.origin
      const url = `${origin}/upload?key=${content.uploadKey}`
      const { id, key, url: link, title, description, mimeType, metadata, updatedAt, ingestionState } = content
      const wire = { object: 'content', id, key, url: link, title, description, mimeType, metadata, updatedAt }
      return Response.json(
        {
          ...wire,
          readUrl: url,
          writeUrl: url,
          ...(body.previewPdfFileName ? { pdfPreviewWriteUrl: `${url}&preview=${id}_pdfPreview` } : {}),
          ...(ingestionState === undefined ? {} : { byteSize: content.bytes.byteLength }),
        },
        { status: 201 },
      )
    },
  })

  addRoute(app, {
    method: 'POST',
    path: '/content/search',
    cite: 'Unique specification 2.2 A4',
    body: searchShape,
    handle({ exchange, caller, body }) {
      if (body.chatId) world.chat(body.chatId, caller)
      const found = [...world.contents.values()].filter(
        (content) =>
          mayRead(world, content, caller) &&
          content.ingestionState !== undefined &&
          (body.includeFailedContent === true || !content.ingestionState.startsWith('FAILED')) &&
          matchWhere(exchange, body.where, content),
      )
      // Also where nothing can match, a filter that is no filter is refused.
      if (world.contents.size === 0) matchWhere(exchange, body.where, NOTHING)
      return Response.json(found.map(toSearchResult))
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/content/:id/file',
    cite: 'Unique specification 2.2 A5',
    query: ['chatId'],
    handle({ caller, parameters, query }) {
      const id = parameters.id ?? ''
      const content = world.contents.get(id)
      const chatId = query.get('chatId')
      if (chatId) world.chat(chatId, caller)
      // A file of a chat is only found through its chat.
      const reachable = content?.ownerType === 'SCOPE' || (chatId !== null && content?.ownerId === chatId)
      if (content === undefined || content.companyId !== caller.companyId || !reachable) {
        throw new UniqueError(404, `Content ${id} not found`)
      }
      return new Response(content.bytes, {
        headers: {
          'Content-Type': content.mimeType,
          'Content-Length': String(content.bytes.byteLength),
          'Content-Disposition': contentDisposition(content.key),
        },
      })
    },
  })
}

const NOTHING = { id: '', key: '', ownerId: '', title: null, url: null }

function toSearchResult(content: StoredContent): Record<string, unknown> {
  const { id, key, title, url, createdAt, updatedAt, chunks, mimeType, ingestionState, ingestionConfig } = content
  // With chunks, metadata carries the key and the MIME type (Unique specification 2.2 A4).
  const metadata = chunks.length > 0 ? { ...content.metadata, key, mimeType } : content.metadata
  return {
    object: 'content.search',
    id,
    key,
    title,
    url,
    chunks,
    metadata,
    mimeType,
    ingestionState,
    ingestionConfig,
    appliedIngestionConfig: ingestionConfig,
    createdAt,
    updatedAt,
    expiredAt: null,
  }
}

/** Both forms: a quoted one for old clients, with what ASCII cannot say replaced, and that of RFC 5987. */
function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
