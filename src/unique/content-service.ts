import { type Clock, systemClock } from '../core/clock.ts'
import { ConfigurationError } from '../core/errors/index.ts'
import { type Bytes, toBytes } from '../core/files/index.ts'
import { type CallOptions, type HttpClient, isHeader, type OnProgress } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import type { Content } from '../platforms/unique/content.ts'
import {
  deleteContent,
  listContents,
  openContentFile,
  searchContents,
  updateContent,
} from '../platforms/unique/content-endpoints.ts'
import { createFolders, type Folder, getFolder } from '../platforms/unique/folder-endpoint.ts'
import { createUniqueHttp } from '../platforms/unique/http.ts'
import { type FoundChunk, searchChunks } from '../platforms/unique/search-endpoint.ts'
import { upload } from '../platforms/unique/upload-endpoint.ts'
import type { WireContentWhere } from '../platforms/unique/wire.ts'
import { Download } from './download.ts'
import { type SearchChunksOptions, toWireSearch } from './search-options.ts'
import type { UniqueSettings } from './unique-settings.ts'

/** Where an upload goes. With both, the file belongs to the chat. */
export type UploadTarget =
  | {
      /** The chat that the file belongs to. */
      chatId: string
      /** The folder that the file goes to. */
      scopeId?: string
    }
  | { scopeId: string; chatId?: undefined }

/** Options of `ContentService.upload`. */
export type UploadOptions = CallOptions &
  UploadTarget & {
    /** The file name, with its extension: what the platform makes of a file follows from it. Default: that of a `File`. */
    name?: string | undefined
    /** Default: the type of the Blob, else `application/octet-stream`. */
    mimeType?: string
    /** `true` stores the file without making it searchable. Default: `false`. */
    skipIngestion?: boolean
    /** `true` does the same for spreadsheets only, and wins over `skipIngestion`. Default: `false`. */
    skipExcelIngestion?: boolean
    /** `true` keeps the file out of what the user sees in the chat. Default: `false`. */
    hideInChat?: boolean
    /** Further keys of the platform's ingestion configuration. */
    ingestionConfig?: Readonly<Record<string, unknown>>
    /** Facts to keep with the file, by which searches find it later. Default: none. */
    metadata?: Readonly<Record<string, unknown>>
    /** Hears of the bytes of the file as they leave; in a browser once, when all have. Default: nobody does. */
    onProgress?: OnProgress | undefined
  }

/**
 * Which contents are meant, by `id`, `key`, `ownerId`, `title` and `url`, each with operators such as `equals`,
 * `contains` and `in`, put together by `AND`, `OR` and `NOT` (Unique specification 2.2, A4).
 */
export type ContentFilter = WireContentWhere

/** Options of calls about one content. */
export interface ContentOptions extends CallOptions {
  /** The chat that the content belongs to. Default: it belongs to a folder. */
  chatId?: string
}

/** Options of `ContentService.searchContents`. */
export interface SearchContentsOptions extends ContentOptions {
  /** `true` finds contents as well whose text could not be read. Default: `false`. */
  includeFailedContent?: boolean
}

/** Options of `ContentService.listContents`: one of both, or neither for all that the user may read. */
export type ListContentsOptions = CallOptions &
  (
    | {
        /** A UniqueQL filter, such as `{ path: ['title'], operator: 'contains', value: 'Report' }`. */
        metadataFilter?: Readonly<Record<string, unknown>>
        /** Not with a filter. */
        scopeId?: undefined
      }
    | {
        /** The folder, by its id. Not with a filter. */
        scopeId: string
        /** Not with a folder. */
        metadataFilter?: undefined
      }
  )

/** Options of `ContentService.update`. Fields that are left out stay as they are. */
export interface UpdateContentOptions extends CallOptions {
  /** The new title. */
  title?: string
  /** Added to what is known of the file. A `null` removes its key. */
  metadata?: Readonly<Record<string, string | null>>
}

/** Files of chats and folders, on behalf of the user of an event. */
export class ContentService {
  /** The user that every request is made for. */
  readonly userId: string
  /** The company of the user. */
  readonly companyId: string
  readonly #http: HttpClient
  readonly #uploadBaseUrl: string | undefined

  readonly #clock: Clock
  readonly #metadataFilter: Readonly<Record<string, unknown>> | undefined

  private constructor(settings: UniqueSettings, metadataFilter: Readonly<Record<string, unknown>> | undefined) {
    this.userId = settings.userId
    this.companyId = settings.companyId
    this.#http = createUniqueHttp(settings)
    this.#uploadBaseUrl = settings.uploadBaseUrl
    this.#clock = settings.transport.clock ?? systemClock
    this.#metadataFilter = metadataFilter
  }

  /** The service for the user of an event; see `ChatService.fromEvent`. */
  static fromEvent(event: ChatEvent, settings: UniqueSettings): ContentService {
    return new ContentService(settings.withAuth(event), event.payload.metadataFilter)
  }

  /** The service for the user of the settings, for a program that answers nobody's message. */
  static fromSettings(settings: UniqueSettings): ContentService {
    return new ContentService(settings, undefined)
  }

  /**
   * Uploads a file, in three requests (Unique specification 3.1). A stream is collected in memory first, since the
   * storage wants to know the length.
   *
   * @returns the content as it was announced; link it to a message with `contentReference`
   * @throws ConfigurationError `missing_upload_target` with neither `chatId` nor `scopeId`; `invalid_argument` for data
   * that has no bytes, or no name
   * @throws ApiError if one of the three is refused; after an abort or a failure a file without bytes may remain
   */
  async upload(data: Bytes, options: UploadOptions): Promise<Content> {
    const { chatId, scopeId, signal, timeout } = options
    const name = options.name ?? (data instanceof File ? data.name : '')
    if (name === '') {
      throw new ConfigurationError('The upload needs a name: what the platform makes of a file follows from it.', {
        code: 'invalid_argument',
      })
    }
    if (!chatId && !scopeId) {
      throw new ConfigurationError(`The upload of ${name} needs a chatId or a scopeId: say where it should go.`, {
        code: 'missing_upload_target',
      })
    }
    const mimeType = options.mimeType || (data instanceof Blob && data.type) || 'application/octet-stream'
    // Before the file is announced: it is in a header of the second request.
    if (!isHeader('content-type', mimeType)) {
      throw new ConfigurationError(`mimeType is ${JSON.stringify(mimeType)}, which is no type.`, {
        code: 'invalid_argument',
      })
    }
    return upload(
      this.#http,
      {
        name,
        mimeType,
        bytes: await toBytes(data),
        chatId: chatId || undefined,
        scopeId: scopeId || undefined,
        ingestionConfig: ingestionConfig(options),
        metadata: { ...options.metadata },
        uploadBaseUrl: this.#uploadBaseUrl,
        onProgress: options.onProgress,
      },
      { signal, timeout },
    )
  }

  /** Searches in the text of documents. Passages that fit best come first; a completion takes them as they are. */
  async searchChunks(query: string, options: SearchChunksOptions = {}): Promise<FoundChunk[]> {
    const { signal, timeout } = options
    return searchChunks(this.#http, toWireSearch(query, options, this.#metadataFilter), { signal, timeout })
  }

  /** Finds contents by what is known of them. Files of a chat are found with its `chatId`. */
  async searchContents(filter: ContentFilter, options: SearchContentsOptions = {}): Promise<Content[]> {
    const { chatId, includeFailedContent = false, signal, timeout } = options
    return searchContents(
      this.#http,
      { where: filter, ...present({ chatId }), includeFailedContent },
      { signal, timeout },
    )
  }

  /** Contents of folders by their metadata, or by the folder; each with what is known of it. */
  async listContents({ metadataFilter, scopeId, ...options }: ListContentsOptions = {}): Promise<Content[]> {
    return listContents(this.#http, present({ metadataFilter, parentId: scopeId }), options)
  }

  /** Changes the title of a content, or what is known of it. */
  async update(contentId: string, { title, metadata, ...options }: UpdateContentOptions): Promise<Content> {
    return updateContent(this.#http, contentId, present({ title, metadata }), options)
  }

  /**
   * Makes folders, with those that they lie in; one that is there stays as it is.
   *
   * @param paths from the root, such as `/Reports/2026`
   * @returns the last folder of each path; upload to its `id`, as `scopeId`
   */
  async createFolders(paths: readonly string[], options: CallOptions = {}): Promise<Folder[]> {
    return createFolders(this.#http, paths, options)
  }

  /** A folder, by its id or by its path from the root. */
  async getFolder({ scopeId, path }: { scopeId?: string; path?: string }, options: CallOptions = {}): Promise<Folder> {
    return getFolder(this.#http, present({ scopeId, folderPath: path }), options)
  }

  /** A file, to be read by one of the methods of what is returned. */
  download(contentId: string, { chatId, ...options }: ContentOptions = {}): Download {
    return new Download(() => openContentFile(this.#http, contentId, chatId, options), this.#clock)
  }

  /** Deletes a content with its file. */
  async delete(contentId: string, { chatId, ...options }: ContentOptions = {}): Promise<void> {
    await deleteContent(this.#http, contentId, chatId, options)
  }
}

function ingestionConfig(options: UploadOptions): Record<string, unknown> {
  const mode = options.skipExcelIngestion
    ? 'SKIP_EXCEL_INGESTION'
    : options.skipIngestion
      ? 'SKIP_INGESTION'
      : undefined
  return {
    ...options.ingestionConfig,
    ...(mode === undefined ? {} : { uniqueIngestionMode: mode }),
    ...(options.hideInChat ? { hideInChat: true } : {}),
  }
}
