/** A file known to the content service. */
export interface StoredContent {
  readonly id: string
  readonly companyId: string
  /** Who uploaded it. */
  readonly userId: string
  ownerType: 'CHAT' | 'SCOPE'
  /** The chat or the scope it lies in. */
  ownerId: string
  readonly key: string
  title: string | null
  url: string | null
  description: string | null
  mimeType: string
  metadata: Readonly<Record<string, unknown>> | null
  ingestionConfig: Readonly<Record<string, unknown>> | null
  /** `undefined` until the third request of an upload has made the row real content (Unique specification 3.1). */
  ingestionState: string | undefined
  chunks: readonly Chunk[]
  /** The file itself; empty until it has been uploaded. */
  bytes: Uint8Array<ArrayBuffer>
  /** Bytes that were put, but are not the content's yet. */
  staged: Uint8Array<ArrayBuffer> | undefined
  /** Secures writeUrl and readUrl: whoever has it may write. */
  uploadKey: string
  readonly createdAt: string
  updatedAt: string
}

/** A searchable piece of a file. */
export interface Chunk {
  readonly id: string
  readonly text: string
  readonly startPage: number
  readonly endPage: number
  readonly order: number
}
