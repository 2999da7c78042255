import { type Bytes, encodeForm, toBytes } from '../core/files/index.ts'
import type { CallOptions, OnProgress } from '../core/http/index.ts'
import type { ByteArray } from '../core/web-types.ts'
import { fromWireUploadedFile, type UploadedFile } from '../platforms/dify/uploaded-file.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { UserOptions } from './chat.ts'
import { type DifyContext, userOf } from './context.ts'

/** Options of `Files.upload`. */
export interface FileUploadOptions extends UserOptions {
  /** The file name with its extension, from which the server tells the kind. Default: the name of a `File`. */
  name?: string | undefined
  /** Default: the type of a Blob, else `application/octet-stream`. */
  mimeType?: string | undefined
  /** Hears of the bytes of the request as they leave; in a browser once, when all have. Default: nobody does. */
  onProgress?: OnProgress | undefined
}

/** Files that messages can refer to. */
export class Files {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /**
   * Uploads one file. Only messages of the same user can refer to it. A stream is collected in memory first.
   *
   * @throws UnprocessableError the file is too large for its kind, or of a type that is not taken
   */
  async upload(
    data: Bytes,
    { name, mimeType, user, onProgress, ...options }: FileUploadOptions = {},
  ): Promise<UploadedFile> {
    const type = mimeType || (data instanceof Blob && data.type) || 'application/octet-stream'
    // The server wants a part with a name and a type (Dify specification 5.1).
    const file = new File([data instanceof Blob ? data : await toBytes(data)], name ?? nameOf(data), { type })
    const body = new FormData()
    body.append('user', userOf(this.#context, user))
    body.append('file', file)
    const encoded = onProgress && (await encodeForm(body))
    const reply = await this.#context.http.open({
      ...{ method: 'POST', path: DIFY_PATHS.filesUpload, ...options },
      ...(encoded ? { body: encoded.bytes, headers: { 'content-type': encoded.contentType }, onProgress } : { body }),
    })
    const json = await reply.json()
    const uploaded = fromWireUploadedFile(json)
    if (uploaded === undefined) throw reply.unexpected('an uploaded file', json)
    return uploaded
  }

  /**
   * The bytes of a file, once a message has used it.
   *
   * @throws NotFoundError no message has used it, or it is unknown
   * @throws PermissionDeniedError it belongs to another app
   */
  async preview(fileId: string, options: CallOptions = {}): Promise<ByteArray> {
    const path = DIFY_PATHS.filePreview(fileId)
    return (await this.#context.http.open({ method: 'GET', path, ...options })).bytes()
  }
}

function nameOf(data: Bytes): string {
  return data instanceof File && data.name !== '' ? data.name : 'upload'
}
