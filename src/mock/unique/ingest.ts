import { decodeText } from '../bytes.ts'
import type { StoredContent } from './content.ts'
import type { World } from './world.ts'

/** Makes stored bytes searchable, at once and always successfully. Of text one chunk, of anything else none. */
export function ingest(world: World, content: StoredContent): void {
  const skipped = content.ingestionConfig?.uniqueIngestionMode === 'SKIP_INGESTION'
  content.ingestionState = 'FINISHED'
  content.chunks =
    skipped || !content.mimeType.startsWith('text/')
      ? []
      : [
          {
            id: world.surroundings.ids.token('chunk_'),
            text: decodeText(content.bytes),
            startPage: 1,
            endPage: 1,
            order: 0,
          },
        ]
}
