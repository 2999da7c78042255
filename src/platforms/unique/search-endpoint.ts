import type { CallOptions, HttpClient } from '../../core/http/index.ts'
import { isRecord, optionalNumber, optionalRecord, optionalString, present } from '../../core/read.ts'
import type { ContentChunk } from './completion-endpoint.ts'
import { readRows } from './rows.ts'
import { UNIQUE_PATHS, type WireSearchRequest, type WireSearchType } from './wire.ts'

/** How a search compares a question with texts. */
export type SearchType = WireSearchType

/** A passage that a search has found. It can be given to a completion as it is. */
export interface FoundChunk extends ContentChunk {
  /** The passage in its content. */
  chunkId: string
  /** The file name; it may end in the pages of the passage, as in `report.pdf : 5,6`. */
  key: string
  /** The passage itself. It has to be put into the prompt: the platform does not. */
  text: string
  /** The facts that are kept with the content. Absent if there are none. */
  metadata?: Record<string, unknown>
  /** How well it fits, from 0 to 1, where the search says so. */
  score?: number
  /** The platform has the file: a reference opens it there rather than at `url`. */
  isStoredInternally: boolean
}

/** `POST /search/search` (Unique specification 2.3). Changes nothing, so that it may be repeated. */
export async function searchChunks(
  http: HttpClient,
  json: WireSearchRequest,
  options: CallOptions,
): Promise<FoundChunk[]> {
  const reply = await http.open({ method: 'POST', path: UNIQUE_PATHS.search, json, idempotent: true, ...options })
  return readRows(reply, await reply.json(), 'a list of passages', fromWireChunk)
}

function fromWireChunk(value: unknown): FoundChunk | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    chunkId: optionalString(value.chunkId) ?? '',
    key: optionalString(value.key) ?? '',
    text: optionalString(value.text) ?? '',
    isStoredInternally: (value.internallyStoredAt ?? null) !== null,
    ...present({
      title: optionalString(value.title),
      url: optionalString(value.url),
      // -1 says that nobody knows (Unique specification 5.5).
      startPage: pageOf(value.startPage),
      endPage: pageOf(value.endPage),
      order: optionalNumber(value.order),
      metadata: optionalRecord(value.metadata),
      score: optionalNumber(value.score),
    }),
  }
}

function pageOf(value: unknown): number | undefined {
  const page = optionalNumber(value)
  return page !== undefined && page > 0 ? page : undefined
}
