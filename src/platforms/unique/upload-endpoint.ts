import {
  type CallOptions,
  cleanBaseUrl,
  type HttpClient,
  type OnProgress,
  secretsOfAddress,
} from '../../core/http/index.ts'
import { isRecord, optionalString, present } from '../../core/read.ts'
import { type Content, fromWireContent } from './content.ts'
import { BLOB_HEADERS, UNIQUE_PATHS, type WireContentUpsertRequest, type WireIngestionConfig } from './wire.ts'

/** An upload, in the words of the endpoint. */
export interface Upload {
  name: string
  mimeType: string
  bytes: Uint8Array<ArrayBuffer>
  chatId: string | undefined
  scopeId: string | undefined
  ingestionConfig: WireIngestionConfig
  metadata: Record<string, unknown>
  /** Takes the place of scheme, host and path of the address for the bytes. */
  uploadBaseUrl: string | undefined
  onProgress: OnProgress | undefined
}

/**
 * The three requests of an upload (Unique specification 3.1): announce, send the bytes, confirm. Each status is checked;
 * without the third the file stays empty. The answer of the first is returned.
 */
export async function upload(http: HttpClient, upload: Upload, options: CallOptions = {}): Promise<Content> {
  const { name, mimeType, bytes, chatId, scopeId, ingestionConfig, metadata } = upload

  const announced = await announce(
    http,
    { input: { key: name, title: name, mimeType, metadata: {} }, ...present({ scopeId, chatId }) },
    options,
  )

  const secrets = [announced.writeUrl, announced.readUrl].flatMap(secretsOfAddress)
  const stored = await http.open({
    method: 'PUT',
    secrets,
    url: upload.uploadBaseUrl ? withBase(announced.writeUrl, upload.uploadBaseUrl) : announced.writeUrl,
    // The key is in the address. The headers of the client are none of the storage's business.
    bare: true,
    headers: {
      [BLOB_HEADERS.contentType]: mimeType,
      [BLOB_HEADERS.blobType]: 'BlockBlob',
      // Azure refuses chunked transfer. Browsers set this header themselves and ignore ours.
      'Content-Length': String(bytes.byteLength),
    },
    body: bytes,
    onProgress: upload.onProgress,
    ...options,
  })
  // Read to its end, so that the connection can be used again.
  await stored.text()

  const confirmed = await http.open({
    method: 'POST',
    secrets,
    path: UNIQUE_PATHS.contentUpsert,
    json: {
      input: { key: name, title: name, mimeType, byteSize: bytes.byteLength, ingestionConfig, metadata },
      // Never both: the chat wins.
      ...(chatId === undefined ? present({ scopeId }) : { chatId }),
      fileUrl: announced.readUrl,
    } satisfies WireContentUpsertRequest,
    ...options,
  })
  await confirmed.json()

  return announced.content
}

interface Announced {
  content: Content
  writeUrl: string
  readUrl: string
}

async function announce(http: HttpClient, json: WireContentUpsertRequest, options: CallOptions): Promise<Announced> {
  const reply = await http.open({ method: 'POST', path: UNIQUE_PATHS.contentUpsert, json, ...options })
  const body = await reply.json()
  const content = fromWireContent(body)
  const writeUrl = isRecord(body) ? webAddress(body.writeUrl) : undefined
  const readUrl = isRecord(body) ? webAddress(body.readUrl) : undefined
  if (content === undefined || writeUrl === undefined || readUrl === undefined) {
    // The body stays out of the error: one of the two addresses may be in it.
    throw reply.unexpected('a content with the addresses for its bytes')
  }
  return { content, writeUrl, readUrl }
}

function webAddress(value: unknown): string | undefined {
  const text = optionalString(value)
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined
}

/** Keeps the query, which carries the key of the upload. */
function withBase(writeUrl: string, base: string): string {
  return cleanBaseUrl(base) + new URL(writeUrl).search
}
