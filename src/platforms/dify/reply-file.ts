import { arrayOf, isRecord, optionalNumber, optionalString, present } from '../../core/read.ts'

/** A file that the app has made or passed on with its answer. Addresses are signed and expire. */
export interface ReplyFile {
  /** The platform's own record of the file. */
  relatedId?: string
  /** `image`, `document`, `audio`, `video` or `custom`. */
  type?: string
  /** The name, with its extension. */
  filename?: string
  /** With its dot, such as `.png`. */
  extension?: string
  /** Such as `image/png`. */
  mimeType?: string
  /** The size in bytes; -1 where the platform does not know it. */
  size?: number
  /** `remote_url` for an address, `local_file` for an upload, a word of its own for what a tool has made. */
  transferMethod?: string
  /** The address to load it from. */
  url?: string
  /** The id of the upload, for files that the user had uploaded. */
  uploadId?: string
  /** The address that the file came from, for files of the web. */
  remoteUrl?: string
}

export function fromWireFiles(value: unknown): ReplyFile[] {
  return arrayOf(value)
    .filter(isRecord)
    .map((file) =>
      present({
        relatedId: optionalString(file.related_id),
        type: optionalString(file.type),
        filename: optionalString(file.filename),
        extension: optionalString(file.extension),
        mimeType: optionalString(file.mime_type),
        size: optionalNumber(file.size),
        transferMethod: optionalString(file.transfer_method),
        url: optionalString(file.url),
        uploadId: optionalString(file.upload_file_id),
        remoteUrl: optionalString(file.remote_url),
      }),
    )
}
