import { arrayOf, isRecord, optionalNumber, optionalRecord, optionalString, present } from '../../core/read.ts'

/** The cost of an answer. Prices are decimal strings, durations are seconds. */
export interface Usage {
  /** The tokens that the model read. */
  promptTokens: number
  /** The price of one unit of them, such as `0.001`. */
  promptUnitPrice?: string
  /** The part of a unit that one token is: `0.001` where a price is for 1 000 tokens. */
  promptPriceUnit?: string
  /** The price of all tokens that were read. */
  promptPrice?: string
  /** The tokens that the model wrote. */
  completionTokens: number
  /** The price of one unit of them, such as `0.002`. */
  completionUnitPrice?: string
  /** The part of a unit that one token is: `0.001` where a price is for 1 000 tokens. */
  completionPriceUnit?: string
  /** The price of all tokens that were written. */
  completionPrice?: string
  /** Those that were read, and those that were written. */
  totalTokens: number
  /** The price of the whole answer, in `currency`. */
  totalPrice?: string
  /** Such as `USD`. */
  currency?: string
  /** Seconds from the request to the model until its answer was complete. */
  latencySeconds?: number
  /** Seconds until the first token. Absent on older servers. */
  timeToFirstTokenSeconds?: number
  /** Seconds from the first token to the last. Absent on older servers. */
  timeToGenerateSeconds?: number
}

/** A passage of a knowledge base that the answer rests on. */
export interface RetrieverResource {
  /** Its place among the passages of the answer, counted from 1. */
  position?: number
  /** The knowledge base that it was found in. */
  datasetId?: string
  /** The name of that knowledge base. */
  datasetName?: string
  /** The document that it is part of. */
  documentId?: string
  /** The name of that document. */
  documentName?: string
  /** The kind of source that the document came from, in the platform's words. */
  dataSourceType?: string
  /** The id of the passage in its knowledge base. */
  segmentId?: string
  /** The kind of caller that searched, such as `workflow` for a node of a chatflow. */
  retrieverFrom?: string
  /** How well it fits the question, where the search says so: more is better. */
  score?: number
  /** How often the passage has been found so far. */
  hitCount?: number
  /** Its length, as the knowledge base counts it. */
  wordCount?: number
  /** Its place among the passages of its document. */
  segmentPosition?: number
  /** A hash of its text, by which the platform sees that it has changed. */
  indexNodeHash?: string
  /** The text that the model was given. */
  content?: string
  /** A summary of the passage, on servers that make one. */
  summary?: string
  /** The page of the document, for documents that have pages. */
  page?: number
  /** The title of the document, or of the page of the web, where there is one. */
  title?: string
  /** The metadata that the knowledge base keeps for the document. */
  documentMetadata?: Record<string, unknown>
}

/** Set when a human's annotation was the answer. */
export interface AnnotationReply {
  /** The annotation: see `dify.annotations`. */
  id: string
  /** The person who wrote it; empty texts where the server does not say. */
  account: { id: string; name: string }
}

/** How an answer came about: what it cost, and what it is based on. */
export interface ReplyMetadata {
  /** The tokens and their price. Absent where no model was asked, as with an answer by annotation. */
  usage?: Usage
  /** The passages that the answer rests on. Empty if there are none. */
  retrieverResources: RetrieverResource[]
  /** The annotation that was the answer. Absent if a model answered. */
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
