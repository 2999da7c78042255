import { isRecord, optionalDate, optionalNumber, optionalRecord, optionalString, present } from '../../core/read.ts'

/** A file or document known to the content service. Its bytes are somewhere else: download them by `id`. */
export interface Content {
  /** Such as `cont_…`: downloads and references go by it. */
  id: string
  /** The file name. */
  key: string
  /** The name to show, where it is another than the file name. */
  title?: string
  /** Where it came from, for contents that were taken from the web. */
  url?: string
  /** The text that was given with it. Absent if there is none. */
  description?: string
  /** The type that it was stored with, such as `application/pdf`. */
  mimeType?: string
  /** The size in bytes. Absent where the platform does not say. */
  byteSize?: number
  /** Facts that are kept with it, for searches to filter by. */
  metadata?: Record<string, unknown>
  /** `QUEUED`, `FINISHED`, or a word that starts with `FAILED`. */
  ingestionState?: string
  /** The time at which it was stored. */
  createdAt?: Date
  /** The time at which it last changed. */
  updatedAt?: Date
}

/**
 * Reads a content of the platform; `undefined` if the value is none. The addresses to read and write its bytes are
 * left behind: their queries carry keys.
 */
export function fromWireContent(value: unknown): Content | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    key: optionalString(value.key) ?? '',
    ...present({
      title: optionalString(value.title),
      url: optionalString(value.url),
      description: optionalString(value.description),
      mimeType: optionalString(value.mimeType),
      byteSize: optionalNumber(value.byteSize),
      metadata: optionalRecord(value.metadata),
      ingestionState: optionalString(value.ingestionState),
      createdAt: optionalDate(value.createdAt),
      updatedAt: optionalDate(value.updatedAt),
    }),
  }
}
