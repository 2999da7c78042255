import { decodeText } from '../bytes.ts'
import type { Chunk, StoredContent } from './content.ts'
import type { World } from './world.ts'

/** Makes stored bytes searchable, at once and always successfully. Of text a chunk for each paragraph, of anything else none. */
export function ingest(world: World, content: StoredContent): void {
  const skipped = content.ingestionConfig?.uniqueIngestionMode === 'SKIP_INGESTION'
  content.ingestionState = 'FINISHED'
  content.chunks = skipped || !content.mimeType.startsWith('text/') ? [] : toChunks(world, decodeText(content.bytes))
}

/** A form feed ends a page, as it does on paper. */
function toChunks(world: World, text: string): readonly Chunk[] {
  const paragraphs = text
    .split('\f')
    .flatMap((page, at) => page.split(/\r?\n\s*\n/).map((paragraph) => ({ text: paragraph.trim(), page: at + 1 })))
    .filter((paragraph) => paragraph.text !== '')
  return paragraphs.map(({ text: words, page }, order) => ({
    id: world.surroundings.ids.token('chunk_'),
    text: words,
    startPage: page,
    endPage: page,
    order,
  }))
}
