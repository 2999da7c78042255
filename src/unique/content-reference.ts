import { pathSegment } from '../core/http/index.ts'
import type { Content } from '../platforms/unique/content.ts'
import type { ContentReference } from '../platforms/unique/content-reference.ts'

export interface ContentReferenceOptions {
  /** The number of its citation in the text: 1 for `<sup>1</sup>`. */
  sequenceNumber: number
  /** The label of the chip. Default: the title of the content, else its file name. */
  name?: string
  description?: string
}

/**
 * A reference to an uploaded file, in the form that the vendor's own components use (Unique specification 3.2). Pass it
 * to the message that shows it, and put `<sup>n</sup>` into the text of that message.
 */
export function contentReference(
  content: Pick<Content, 'id' | 'key' | 'title'>,
  { sequenceNumber, name, description }: ContentReferenceOptions,
): ContentReference {
  return {
    name: name ?? content.title ?? content.key,
    url: `unique://content/${pathSegment(content.id, 'content.id')}`,
    sequenceNumber,
    sourceId: content.id,
    source: 'node-ingestion-chunks',
    ...(description === undefined ? {} : { description }),
  }
}
