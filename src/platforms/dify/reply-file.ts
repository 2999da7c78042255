import { arrayOf, isRecord, optionalNumber, optionalString, present } from '../../core/read.ts'

/** A file that the app has made or passed on with its answer. Addresses are signed and expire. */
export interface ReplyFile {
  relatedId?: string
  type?: string
  filename?: string
  extension?: string
  mimeType?: string
  size?: number
  transferMethod?: string
  url?: string
  uploadId?: string
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
