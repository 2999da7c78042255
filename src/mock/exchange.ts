import type { ByteArray } from '../core/web-types.ts'
import { decodeText } from './bytes.ts'
import type { Deviation, Platform } from './deviation.ts'
import type { Fault } from './fault.ts'
import { readMultipart } from './multipart.ts'
import { maskHeaders } from './request-headers.ts'

/** A request as the mock received it, and the status it answered. */
export interface RecordedRequest {
  /** Whose route it was; `undefined` for a path that no platform has. */
  readonly platform: Platform | undefined
  /** The verb, such as `POST`. */
  readonly method: string
  /** The path as it was sent. */
  readonly path: string
  /** The parameters of the address, decoded; keys masked. */
  readonly query: Readonly<Record<string, string>>
  /** Names in lower case; keys masked. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON parsed, other text as it is, `{ fields, files }` of a multipart body, `{ bytes }` of anything else. */
  readonly body: unknown
  /** Undefined as long as the answer is not known; 0 if the connection was dropped in place of one. */
  readonly status: number | undefined
}

/** One request on its way through the mock. Its body has been read, so that a handler runs without interruption. */
export interface Exchange {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly bytes: ByteArray
  readonly signal: AbortSignal
  readonly faults: readonly Fault[]
  readonly report: (where: Deviation['where'], field: string, message: string) => void
}

/** The platform of a path, and the path without what is before the platform's own. */
export function placePath(path: string): { readonly platform: Platform | undefined; readonly route: string } {
  if (path.startsWith('/files/')) return { platform: 'dify', route: path }
  if (path === '/v1' || path.startsWith('/v1/')) return { platform: 'dify', route: path.slice('/v1'.length) }
  const route = path.replace(/^\/public(?:\/chat-gen2|\/chat)?(?=\/)/, '')
  return { platform: 'unique', route }
}

/** The readable form of a body, for the record. */
export function recordBody(bytes: ByteArray, contentType: string): unknown {
  if (bytes.byteLength === 0) return undefined
  if (/^application\/json\b/i.test(contentType)) {
    try {
      return JSON.parse(decodeText(bytes))
    } catch {
      // The platform will refuse it; the record shows what was sent.
      return decodeText(bytes)
    }
  }
  const parts = readMultipart(bytes, contentType)
  if (parts.length > 0) {
    const fields = parts.filter(({ filename }) => filename === undefined)
    const files = parts.filter(({ filename }) => filename !== undefined)
    return {
      fields: Object.fromEntries(fields.map((field) => [field.name, decodeText(field.bytes)])),
      files: files.map(({ name, filename, contentType: mimeType, bytes: { byteLength } }) => ({
        name,
        filename,
        mimeType,
        bytes: byteLength,
      })),
    }
  }
  if (/^text\//i.test(contentType)) return decodeText(bytes)
  return { bytes: bytes.byteLength }
}

/** The query and the headers of a request for the record: secrets masked, also the upload key of a URL. */
export function recordHead(request: Request, url: URL): Pick<RecordedRequest, 'method' | 'path' | 'query' | 'headers'> {
  const query = Object.fromEntries(
    [...url.searchParams].map(([name, value]) => [name, name === 'key' || name === 'sign' ? '***' : value]),
  )
  return { method: request.method, path: url.pathname, query, headers: maskHeaders(request.headers) }
}
