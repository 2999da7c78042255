import { isRecord, optionalDate, optionalNumber, optionalString, present } from '../../core/read.ts'

/** A file that was uploaded; pass its `id` as the `uploadId` of a file of a message, for the same user. */
export interface UploadedFile {
  /** Pass it as `uploadId` of a file of a message. Only the same `user` may. */
  id: string
  /** The name that it was uploaded with, cut at 200 characters. */
  name: string
  /** The size in bytes. */
  size: number
  /** Without the dot. */
  extension?: string
  /** The type that it was uploaded with, such as `image/png`. */
  mimeType?: string
  /** The id of the end user. */
  createdBy?: string
  /** The time of the upload. */
  createdAt?: Date
}

/** The seven fields that every server sends (Dify specification 5.1); `undefined` if the value is no upload. */
export function fromWireUploadedFile(value: unknown): UploadedFile | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    name: optionalString(value.name) ?? '',
    size: optionalNumber(value.size) ?? 0,
    ...present({
      extension: optionalString(value.extension),
      mimeType: optionalString(value.mime_type),
      createdBy: optionalString(value.created_by),
      createdAt: optionalDate(value.created_at),
    }),
  }
}
