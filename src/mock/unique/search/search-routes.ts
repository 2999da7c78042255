import type { Exchange } from '../../exchange.ts'
import {
  anything,
  array,
  integer,
  number,
  object,
  oneOf,
  openObject,
  optional,
  required,
  type Shaped,
  text,
  truth,
} from '../../shape.ts'
import type { Chunk, StoredContent } from '../content.ts'
import { isBelow } from '../folders/folder.ts'
import type { Identity } from '../identity.ts'
import { mayRead, metadataOf } from '../readable.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'
import { scoreText } from './score.ts'
import { matchMetadata } from './unique-ql.ts'

const searchShape = object({
  searchString: required(text),
  searchType: required(oneOf('VECTOR', 'COMBINED', 'FULL_TEXT', 'POSTGRES_FULL_TEXT')),
  chatId: optional(text),
  scopeIds: optional(array(text)),
  chatOnly: optional(truth),
  limit: optional(integer),
  page: optional(integer),
  language: optional(text),
  reranker: optional(object({ deploymentName: required(text), options: optional(anything) })),
  metaDataFilter: optional(openObject),
  contentIds: optional(array(text)),
  scoreThreshold: optional(number),
  qdrantParams: optional(anything),
})

const searchStringShape = object({
  prompt: required(text),
  chatId: optional(text),
  messages: optional(array(object({ role: required(text), text: required(text) }))),
  languageModel: optional(text),
})

/** `/search` (Unique specification 2.3). */
export function addSearchRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/search/search',
    cite: 'Unique specification 2.3',
    body: searchShape,
    handle({ exchange, caller, body }) {
      if (body.chatId) world.chat(body.chatId, caller)
      if (body.chatOnly === true && !body.chatId) throw new UniqueError(400, 'chatOnly needs a chatId')
      const limit = body.limit ?? 20
      if (limit < 1 || limit > 1000) throw new UniqueError(400, 'limit must be from 1 to 1000')
      // Nobody knows whether pages are counted from 0 or from 1 (Unique specification 9): both name the first.
      const page = Math.max(0, (body.page ?? 1) - 1)
      if (body.metaDataFilter) matchMetadata(exchange, body.metaDataFilter, {}, 'metaDataFilter')
      const found = [...world.contents.values()]
        .filter((content) => isSearched(world, exchange, content, caller, body))
        .flatMap((content) => content.chunks.map((chunk) => ({ content, chunk })))
        .map((one) => ({ ...one, score: scoreText(body.searchString, one.chunk.text) }))
        .filter(({ score }) => score > 0 && score >= (body.scoreThreshold ?? 0))
        .sort((one, other) => other.score - one.score)
      const data = found
        .slice(page * limit, (page + 1) * limit)
        .map(({ content, chunk, score }) => toWireChunk(world, content, chunk, score))
      return Response.json({ object: 'list', data, has_more: found.length > (page + 1) * limit, url: '/search/search' })
    },
  })

  addRoute(app, {
    method: 'POST',
    path: '/search/search-string',
    cite: 'Unique specification 2.3',
    body: searchStringShape,
    handle({ caller, body }) {
      if (body.chatId) world.chat(body.chatId, caller)
      // The platform asks a model for words to search for. Those of the prompt will do.
      const words = body.prompt.match(/[\p{L}\p{N}]{4,}/gu) ?? []
      return Response.json({ object: 'search.search-string', searchString: words.join(' ') || body.prompt })
    },
  })
}

function isSearched(
  world: World,
  exchange: Exchange,
  content: StoredContent,
  caller: Identity,
  { chatId, chatOnly, scopeIds, contentIds, metaDataFilter }: Shaped<typeof searchShape>,
): boolean {
  if (!mayRead(world, content, caller)) return false
  if (contentIds?.length && !contentIds.includes(content.id)) return false
  if (content.ownerType === 'CHAT') return content.ownerId === chatId
  if (chatOnly === true) return false
  if (scopeIds?.length && !scopeIds.some((scopeId) => isBelow(world.folders, content.ownerId, scopeId))) return false
  return !metaDataFilter || matchMetadata(exchange, metaDataFilter, metadataOf(world, content), 'metaDataFilter')
}

function toWireChunk(world: World, content: StoredContent, chunk: Chunk, score: number): Record<string, unknown> {
  const { id, key, title, url, createdAt, updatedAt } = content
  const { id: chunkId, text, order, startPage, endPage } = chunk
  const found = { object: 'search.search', id, chunkId, text, url, title, key, metadata: metadataOf(world, content) }
  // Bytes that were uploaded lie with the platform.
  return { ...found, order, startPage, endPage, internallyStoredAt: createdAt, createdAt, updatedAt, score }
}
