import { ConfigurationError } from '../core/errors/index.ts'
import { type Bytes, toBytes } from '../core/files/index.ts'
import { type CallOptions, type HttpClient, isHeader } from '../core/http/index.ts'
import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import type { Content } from '../platforms/unique/content.ts'
import { createUniqueHttp } from '../platforms/unique/http.ts'
import { upload } from '../platforms/unique/upload-endpoint.ts'
import type { UniqueSettings } from './unique-settings.ts'

/** Where an upload goes. With both, the file belongs to the chat. */
export type UploadTarget = { chatId: string; scopeId?: string } | { scopeId: string; chatId?: undefined }

export type UploadOptions = CallOptions &
  UploadTarget & {
    /** The file name, with its extension: what the platform makes of a file follows from it. */
    name: string
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
    metadata?: Readonly<Record<string, unknown>>
  }

/** Files of chats and folders, on behalf of the user of an event. */
export class ContentService {
  /** The user and the company that every request is made for. */
  readonly userId: string
  readonly companyId: string
  readonly #http: HttpClient
  readonly #uploadBaseUrl: string | undefined

  private constructor(event: ChatEvent, settings: UniqueSettings) {
    this.userId = event.userId
    this.companyId = event.companyId
    this.#http = createUniqueHttp(settings.withAuth(event))
    this.#uploadBaseUrl = settings.uploadBaseUrl
  }

  /** The service for the user of an event; see `ChatService.fromEvent`. */
  static fromEvent(event: ChatEvent, settings: UniqueSettings): ContentService {
    return new ContentService(event, settings)
  }

  /**
   * Uploads a file, in three requests (Unique specification 3.1). A stream is collected in memory first, since the
   * storage wants to know the length.
   *
   * @returns the content as it was announced; link it to a message with `contentReference`
   * @throws ConfigurationError `missing_upload_target` with neither `chatId` nor `scopeId`; `invalid_argument` for data
   * that has no bytes
   * @throws ApiError if one of the three is refused; after an abort or a failure a file without bytes may remain
   */
  async upload(data: Bytes, options: UploadOptions): Promise<Content> {
    const { name, chatId, scopeId, signal, timeout } = options
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
      },
      { signal, timeout },
    )
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
