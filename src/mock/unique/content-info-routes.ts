import type { Exchange } from '../exchange.ts'
import { integer, object, oneOf, openObject, optional, required, text } from '../shape.ts'
import type { StoredContent } from './content.ts'
import type { Identity } from './identity.ts'
import { mayRead, metadataOf } from './readable.ts'
import { addRoute, type MockApp } from './route.ts'
import { matchMetadata } from './search/unique-ql.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

const CITE = 'Unique specification 2.3'

const infosShape = object({
  metadataFilter: optional(openObject),
  parentId: optional(text),
  skip: optional(integer),
  take: optional(integer),
})

const infoShape = object({
  metadataFilter: optional(openObject),
  skip: optional(integer),
  take: optional(integer),
  filePath: optional(text),
  contentId: optional(text),
  chatId: optional(text),
})

const updateShape = object({
  title: optional(text),
  metadata: optional(openObject),
  ownerId: optional(text),
  ownerType: optional(oneOf('CHAT', 'SCOPE')),
})

const stateShape = object({ ingestionState: required(text) })

/** Facts about contents, and changes of them (Unique specification 2.3). */
export function addContentInfoRoutes(app: MockApp, world: World): void {
  const list = (
    { skip, take }: { readonly skip?: number | null; readonly take?: number | null },
    caller: Identity,
    fits: (content: StoredContent) => boolean,
  ) => {
    const all = [...world.contents.values()].filter(
      (content) => content.ingestionState !== undefined && mayRead(world, content, caller) && fits(content),
    )
    const from = Math.max(0, skip ?? 0)
    return { page: all.slice(from, from + Math.max(0, take ?? 50)).map((content) => toInfo(world, content)), all }
  }
  const byFilter = (exchange: Exchange, filter: Readonly<Record<string, unknown>> | null | undefined) => {
    if (!filter) return () => true
    // Also where nothing can match, a filter that is no filter is refused.
    matchMetadata(exchange, filter, {}, 'metadataFilter')
    return (content: StoredContent) => matchMetadata(exchange, filter, metadataOf(world, content), 'metadataFilter')
  }

  addRoute(app, {
    method: 'POST',
    path: '/content/infos',
    cite: CITE,
    body: infosShape,
    handle({ exchange, caller, body }) {
      const { metadataFilter, parentId } = body
      if (metadataFilter && parentId) throw new UniqueError(400, 'metadataFilter and parentId exclude each other')
      const fits = byFilter(exchange, metadataFilter)
      const { page, all } = list(body, caller, (one) => fits(one) && (!parentId || one.ownerId === parentId))
      return Response.json({ object: 'content-infos', contentInfos: page, totalCount: all.length }, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'POST',
    path: '/content/info',
    cite: CITE,
    body: infoShape,
    handle({ exchange, caller, body }) {
      if (body.chatId) world.chat(body.chatId, caller)
      const fits = byFilter(exchange, body.metadataFilter)
      const { page, all } = list(
        body,
        caller,
        (one) =>
          fits(one) &&
          (!body.contentId || one.id === body.contentId) &&
          (!body.chatId || one.ownerId === body.chatId) &&
          (!body.filePath || one.key === body.filePath.replace(/^.*\//, '')),
      )
      return Response.json({ contentInfo: page, totalCount: all.length }, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/content/:id',
    cite: CITE,
    body: updateShape,
    handle({ caller, parameters, body }) {
      const content = findContent(world, parameters.id ?? '', caller)
      if (body.ownerId) moveContent(world, caller, content, body.ownerId, body.ownerType ?? 'SCOPE')
      content.title = body.title ?? content.title
      if (body.metadata) {
        const merged = Object.entries({ ...content.metadata, ...body.metadata })
        // Null removes a key.
        content.metadata = Object.fromEntries(merged.filter(([, value]) => value !== null))
      }
      content.updatedAt = world.time()
      return Response.json(toInfo(world, content))
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/content/:id/ingestion-state',
    cite: CITE,
    body: stateShape,
    handle({ caller, parameters, body }) {
      const content = findContent(world, parameters.id ?? '', caller)
      // A content that is queued here has been read in the same moment.
      content.ingestionState = body.ingestionState === 'QUEUED' ? 'FINISHED' : body.ingestionState
      content.updatedAt = world.time()
      return Response.json(toInfo(world, content))
    },
  })

  addRoute(app, {
    method: 'DELETE',
    path: '/content/:id',
    cite: CITE,
    query: ['chatId'],
    handle({ caller, parameters, query }) {
      const content = findContent(world, parameters.id ?? '', caller)
      const chatId = query.get('chatId')
      if (chatId) world.chat(chatId, caller)
      // A file of a chat is only found through its chat.
      if (content.ownerType === 'CHAT' && content.ownerId !== chatId) {
        throw new UniqueError(404, `Content ${content.id} not found`)
      }
      world.contents.delete(content.id)
      return Response.json({ id: content.id, contentId: content.id, object: 'content' })
    },
  })
}

function findContent(world: World, id: string, caller: Identity): StoredContent {
  const content = world.contents.get(id)
  if (content === undefined || !mayRead(world, content, caller)) throw new UniqueError(404, `Content ${id} not found`)
  return content
}

function moveContent(
  world: World,
  caller: Identity,
  content: StoredContent,
  ownerId: string,
  ownerType: 'CHAT' | 'SCOPE',
): void {
  if (ownerType === 'CHAT') world.chat(ownerId, caller)
  content.ownerId = ownerId
  content.ownerType = ownerType
}

/** ContentInfo (Unique specification 2.3). */
function toInfo(world: World, content: StoredContent): Record<string, unknown> {
  const { id, key, url, title, mimeType, description, ownerId, createdAt, updatedAt, bytes } = content
  const info = {
    id,
    object: 'content-info',
    key,
    url,
    title,
    metadata: metadataOf(world, content),
    mimeType,
    description,
  }
  const times = { createdAt, updatedAt, expiresAt: null, deletedAt: null, expiredAt: null }
  return { ...info, byteSize: bytes.byteLength, ownerId, ...times }
}
