import { pathSegment } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import type { Content } from '../platforms/unique/content.ts'
import type { ContentReference } from '../platforms/unique/content-reference.ts'
import type { FoundChunk } from '../platforms/unique/search-endpoint.ts'

/** Options of `contentReference` and `chunkReference`. */
export interface ContentReferenceOptions {
  /** The number of its citation in the text: 1 for `<sup>1</sup>`. */
  sequenceNumber: number
  /** The label of the chip. Default: the title of the content, else its file name. */
  name?: string
  /** A longer text for the chip. Default: none. */
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

/**
 * A reference to a passage that a search has found, with the numbers of its pages in the label (Unique specification
 * 5.5). A completion makes those of what the model cites by itself; this one is for texts of your own.
 */
export function chunkReference(
  chunk: Pick<FoundChunk, 'id' | 'chunkId' | 'key' | 'title' | 'url' | 'startPage' | 'endPage' | 'isStoredInternally'>,
  { sequenceNumber, name, description }: ContentReferenceOptions,
): ContentReference {
  const reference = contentReference(chunk, { sequenceNumber, ...present({ description }) })
  return {
    ...reference,
    name: name ?? withPages(reference.name, chunk),
    ...(chunk.url !== undefined && !chunk.isStoredInternally ? { url: chunk.url } : {}),
    sourceId: chunk.chunkId === '' ? chunk.id : `${chunk.id}_${chunk.chunkId}`,
  }
}

/** At most so many pages are named one by one. */
const NAMED_PAGES = 20

/** `Report.pdf : 3,4`, unless it says so already. */
function withPages(
  name: string,
  { startPage, endPage = startPage }: Pick<FoundChunk, 'startPage' | 'endPage'>,
): string {
  if (startPage === undefined || endPage === undefined || / : [\d,]+$/.test(name)) return name
  const count = Math.min(NAMED_PAGES, Math.max(1, endPage - startPage + 1))
  return `${name} : ${Array.from({ length: count }, (_, index) => startPage + index).join(',')}`
}
