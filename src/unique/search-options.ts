import { ConfigurationError } from '../core/errors/index.ts'
import type { CallOptions } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import { checkNumbers } from '../core/waits.ts'
import type { SearchType } from '../platforms/unique/search-endpoint.ts'
import type { WireSearchRequest } from '../platforms/unique/wire.ts'

/** Options of `ContentService.searchChunks`. */
export interface SearchChunksOptions extends CallOptions {
  /** `VECTOR` goes by meaning, `COMBINED` by meaning and words, the others by words. Default: `COMBINED`. */
  searchType?: SearchType
  /** At most so many passages, up to 1000. Default: 20, that of the platform. */
  limit?: number
  /** Which page of them. Default: the first. */
  page?: number
  /** Folders to search in. Default: all that the user may read. */
  scopeIds?: readonly string[]
  /** Searches in files of this chat as well. */
  chatId?: string
  /** `true` searches in files of the chat and nowhere else. Default: `false`. */
  chatOnly?: boolean
  /** Contents to search in. Default: all. */
  contentIds?: readonly string[]
  /**
   * A UniqueQL filter on metadata, such as `{ path: ['title'], operator: 'contains', value: 'Report' }`; `null` for none.
   * Default: the filter of the event, with which the space says what may be searched.
   */
  metadataFilter?: Readonly<Record<string, unknown>> | null
  /** Passages that fit less are left out, from 0 to 1. Default: none are. */
  scoreThreshold?: number
  /** The language of the text, for searches by words. Default: `english`. */
  language?: string
  /** Sorts what was found by another model. Default: the order of the search. */
  reranker?: { deploymentName: string; options?: unknown }
}

/**
 * @param ofEvent the filter of the event
 * @throws ConfigurationError `invalid_argument`
 */
export function toWireSearch(
  query: string,
  options: SearchChunksOptions,
  ofEvent: Readonly<Record<string, unknown>> | undefined,
): WireSearchRequest {
  const { searchType = 'COMBINED', language = 'english', limit, page, chatId, chatOnly, scoreThreshold } = options
  const { scopeIds, contentIds, reranker, metadataFilter = ofEvent ?? null } = options
  checkNumbers('count', { limit, page, scoreThreshold })
  if (chatOnly && !chatId) {
    throw new ConfigurationError('chatOnly needs a chatId: say whose files to search in.', { code: 'invalid_argument' })
  }
  return {
    searchString: query,
    searchType,
    language,
    ...present({
      limit,
      page,
      chatId: chatId || undefined,
      chatOnly,
      scoreThreshold,
      scopeIds: scopeIds && [...scopeIds],
      contentIds: contentIds && [...contentIds],
      reranker,
      // The backend refuses an empty one (Unique specification 2.3).
      metaDataFilter: isEmpty(metadataFilter) ? undefined : metadataFilter,
    }),
  }
}

function isEmpty(filter: Readonly<Record<string, unknown>> | null): filter is null {
  return filter === null || Object.keys(filter).length === 0
}
