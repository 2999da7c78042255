import { arrayOf, isRecord, optionalString, present } from '../../core/read.ts'
import type { WireReference } from './wire.ts'

/**
 * A link from an assistant message to content (Unique specification 5.5). It belongs to the message that it is sent
 * with, and names none.
 */
export interface ContentReference {
  /** The label of the chip under the message. */
  name: string
  /** A web address or `unique://content/{id}`. */
  url?: string
  /** The number of its citation: 1 for `<sup>1</sup>` in the text. */
  sequenceNumber: number
  /** The id of the content, or `contentId_chunkId`. */
  sourceId: string
  /** The kind of source: `node-ingestion-chunks` for contents of the platform. */
  source: string
  /** A line about the source. Absent if there is none. */
  description?: string
  /** The numbers that the model cited, on references that the platform made. Not sent. */
  originalIndex?: readonly number[]
}

/** Field by field, so that nothing else an object may carry travels along; an empty description is left out (1.6). */
export function toWireReference(reference: ContentReference): WireReference {
  const { name, url, sequenceNumber, sourceId, source, description } = reference
  return {
    name,
    ...present({ url }),
    sequenceNumber,
    sourceId,
    source,
    ...present({ description: description || undefined }),
  }
}

export function fromWireReferences(value: unknown): ContentReference[] {
  return arrayOf(value)
    .filter(isRecord)
    .map((reference) => ({
      name: optionalString(reference.name) ?? '',
      sequenceNumber: Number(reference.sequenceNumber ?? 0),
      sourceId: optionalString(reference.sourceId) ?? '',
      source: optionalString(reference.source) ?? '',
      ...present({
        url: optionalString(reference.url),
        description: optionalString(reference.description),
        originalIndex: Array.isArray(reference.originalIndex)
          ? reference.originalIndex.filter((index) => typeof index === 'number')
          : undefined,
      }),
    }))
}
