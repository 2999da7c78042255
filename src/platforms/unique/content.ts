import { isRecord, optionalDate, optionalNumber, optionalRecord, optionalString, present } from '../../core/read.ts'

/** A file or document known to the content service. Its bytes are somewhere else: download them by `id`. */
export interface Content {
  id: string
  /** The file name. */
  key: string
  title?: string
  /** Where it came from, for contents that were taken from the web. */
  url?: string
  description?: string
  mimeType?: string
  byteSize?: number
  metadata?: Record<string, unknown>
  /** `QUEUED`, `FINISHED`, or a word that starts with `FAILED`. */
  ingestionState?: string
  createdAt?: Date
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
