import { toBytes } from '../bytes.ts'
import type { Exchange } from '../exchange.ts'
import {
  anything,
  array,
  integer,
  object,
  omittable,
  oneOf,
  openObject,
  optional,
  required,
  type Shaped,
  text,
  truth,
} from '../shape.ts'
import type { StoredContent } from './content.ts'
import type { Identity } from './identity.ts'
import { ingest } from './ingest.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

const ingestionConfigShape = object({
  uniqueIngestionMode: optional(oneOf('INGESTION', 'SKIP_INGESTION', 'SKIP_EXCEL_INGESTION', 'EXTERNAL_INGESTION')),
  chunkStrategy: optional(text),
  chunkMaxTokens: optional(integer),
  chunkMaxTokensOnePager: optional(integer),
  chunkMinTokens: optional(integer),
  documentMinTokens: optional(integer),
  excelReadMode: optional(text),
  jpgReadMode: optional(text),
  pdfReadMode: optional(text),
  pptReadMode: optional(text),
  wordReadMode: optional(text),
  customApiOptions: optional(
    array(object({ apiIdentifier: required(text), apiPayload: optional(anything), customisationType: required(text) })),
  ),
  vttConfig: optional(object({ languageModel: optional(text) })),
  hideInChat: optional(truth),
})

/** The body of `POST /content/upsert` (Unique specification 2.2 A6). */
export const upsertShape = object({
  input: required(
    object({
      key: required(text),
      title: optional(text),
      mimeType: required(text),
      description: optional(text),
      ownerType: optional(text),
      ownerId: optional(text),
      byteSize: optional(integer),
      url: optional(text),
      ingestionConfig: optional(ingestionConfigShape),
      metadata: optional(openObject),
    }),
  ),
  scopeId: optional(text),
  chatId: optional(text),
  fileUrl: optional(text),
  storeInternally: optional(truth),
  sourceOwnerType: optional(oneOf('USER', 'COMPANY', 'CHAT')),
  sourceKind: optional(text),
  sourceName: optional(text),
  previewPdfFileName: optional(text),
  // Null is rejected here (Unique specification 1.6).
  versioningEnabled: omittable(truth),
})

/**
 * Creates the row of an upload, or, with a `fileUrl`, makes it real content (Unique specification 3.1, steps 1 and 3).
 * Both steps name the file by its key and the place it lies in, so a second upload of the same name replaces the first.
 */
export function upsertContent(world: World, exchange: Exchange, caller: Identity, body: Upsert): StoredContent {
  // The chat wins if both are given.
  const ownerId = body.chatId ? world.chat(body.chatId, caller).id : body.scopeId
  if (!ownerId) throw new UniqueError(400, 'chatId or scopeId is required')
  const known = [...world.contents.values()].find(
    (content) =>
      content.companyId === caller.companyId && content.ownerId === ownerId && content.key === body.input.key,
  )
  if (!body.fileUrl) {
    const content = known ?? createRow(world, caller, body, ownerId)
    describe(world, content, body.input)
    content.uploadKey = world.surroundings.ids.token('up_')
    content.staged = undefined
    return content
  }

  // Step 1 of an upload that has both ids sends both, step 3 only one (Unique specification 3.1).
  if (body.chatId && body.scopeId) {
    exchange.report('body', 'scopeId', 'scopeId and chatId together with fileUrl (Unique specification 3.1, step 3)')
  }
  const remote = world.remote(body.fileUrl)
  if (remote === undefined && (known === undefined || keyOf(body.fileUrl) !== known.uploadKey)) {
    throw new UniqueError(400, 'fileUrl is not the readUrl of this content')
  }
  const content = known ?? createRow(world, caller, body, ownerId)
  const bytes = remote === undefined ? (content.staged ?? content.bytes) : toBytes(remote.bytes)
  const declared = body.input.byteSize ?? bytes.byteLength
  if (declared !== bytes.byteLength) {
    const message = `byteSize is ${declared}, but ${bytes.byteLength} bytes were stored`
    exchange.report('body', 'input.byteSize', `${message} (Unique specification 3.1)`)
  }
  describe(world, content, body.input)
  content.bytes = bytes
  content.staged = undefined
  ingest(world, content)
  return content
}

type Upsert = Shaped<typeof upsertShape>

function createRow(world: World, caller: Identity, body: Upsert, ownerId: string): StoredContent {
  const { key, mimeType } = body.input
  return world.addContent({ ...caller, ownerType: body.chatId ? 'CHAT' : 'SCOPE', ownerId, key, mimeType })
}

/** Null and absent fields leave what is there. */
function describe(world: World, content: StoredContent, input: Upsert['input']): void {
  content.title = input.title ?? content.title
  content.url = input.url ?? content.url
  content.description = input.description ?? content.description
  content.mimeType = input.mimeType
  content.metadata = input.metadata ?? content.metadata
  content.ingestionConfig = input.ingestionConfig ?? content.ingestionConfig
  content.updatedAt = world.time()
}

/** The key in a writeUrl or readUrl. */
export function keyOf(url: string): string | undefined {
  return URL.canParse(url) ? (new URL(url).searchParams.get('key') ?? undefined) : undefined
}
