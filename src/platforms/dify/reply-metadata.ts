import { arrayOf, isRecord, optionalNumber, optionalRecord, optionalString, present } from '../../core/read.ts'

/** The cost of an answer. Prices are decimal strings, durations are seconds. */
export interface Usage {
  promptTokens: number
  promptUnitPrice?: string
  promptPriceUnit?: string
  promptPrice?: string
  completionTokens: number
  completionUnitPrice?: string
  completionPriceUnit?: string
  completionPrice?: string
  totalTokens: number
  totalPrice?: string
  currency?: string
  latencySeconds?: number
  timeToFirstTokenSeconds?: number
  timeToGenerateSeconds?: number
}

/** A passage of a knowledge base that the answer rests on. */
export interface RetrieverResource {
  position?: number
  datasetId?: string
  datasetName?: string
  documentId?: string
  documentName?: string
  dataSourceType?: string
  segmentId?: string
  retrieverFrom?: string
  score?: number
  hitCount?: number
  wordCount?: number
  segmentPosition?: number
  indexNodeHash?: string
  content?: string
  summary?: string
  page?: number
  title?: string
  documentMetadata?: Record<string, unknown>
}

/** Set when a human's annotation was the answer. */
export interface AnnotationReply {
  id: string
  account: { id: string; name: string }
}

/** How an answer came about: what it cost, and what it is based on. */
export interface ReplyMetadata {
  usage?: Usage
  retrieverResources: RetrieverResource[]
  annotationReply?: AnnotationReply
}

export function fromWireMetadata(value: unknown): ReplyMetadata {
  const metadata = optionalRecord(value) ?? {}
  return {
    retrieverResources: arrayOf(metadata.retriever_resources).filter(isRecord).map(fromWireRetrieverResource),
    ...present({
      usage: fromWireUsage(metadata.usage),
      annotationReply: fromWireAnnotation(metadata.annotation_reply),
    }),
  }
}

function fromWireUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  return {
    promptTokens: optionalNumber(value.prompt_tokens) ?? 0,
    completionTokens: optionalNumber(value.completion_tokens) ?? 0,
    totalTokens: optionalNumber(value.total_tokens) ?? 0,
    ...present({
      promptUnitPrice: optionalString(value.prompt_unit_price),
      promptPriceUnit: optionalString(value.prompt_price_unit),
      promptPrice: optionalString(value.prompt_price),
      completionUnitPrice: optionalString(value.completion_unit_price),
      completionPriceUnit: optionalString(value.completion_price_unit),
      completionPrice: optionalString(value.completion_price),
      totalPrice: optionalString(value.total_price),
      currency: optionalString(value.currency),
      latencySeconds: optionalNumber(value.latency),
      timeToFirstTokenSeconds: optionalNumber(value.time_to_first_token),
      timeToGenerateSeconds: optionalNumber(value.time_to_generate),
    }),
  }
}

export function fromWireRetrieverResource(value: Record<string, unknown>): RetrieverResource {
  return present({
    position: optionalNumber(value.position),
    datasetId: optionalString(value.dataset_id),
    datasetName: optionalString(value.dataset_name),
    documentId: optionalString(value.document_id),
    documentName: optionalString(value.document_name),
    dataSourceType: optionalString(value.data_source_type),
    segmentId: optionalString(value.segment_id),
    retrieverFrom: optionalString(value.retriever_from),
    score: optionalNumber(value.score),
    hitCount: optionalNumber(value.hit_count),
    wordCount: optionalNumber(value.word_count),
    segmentPosition: optionalNumber(value.segment_position),
    indexNodeHash: optionalString(value.index_node_hash),
    content: optionalString(value.content),
    summary: optionalString(value.summary),
    page: optionalNumber(value.page),
    title: optionalString(value.title),
    documentMetadata: optionalRecord(value.doc_metadata),
  })
}

function fromWireAnnotation(value: unknown): AnnotationReply | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  const account = optionalRecord(value.account) ?? {}
  return {
    id: value.id,
    account: { id: optionalString(account.id) ?? '', name: optionalString(account.name) ?? '' },
  }
}
