import type { CallOptions, HttpClient } from '../../core/http/index.ts'
import {
  arrayOf,
  isRecord,
  optionalNumber,
  optionalRecord,
  optionalString,
  parseJson,
  present,
} from '../../core/read.ts'
import { type ChatMessage, fromWireMessage } from './chat-message.ts'
import { UNIQUE_PATHS, type WireSearchContext, type WireStreamCompletionRequest } from './wire.ts'

/** A passage for the model to cite. Its position answers `[sourceN]`, counted from 0 (Unique specification 5.4). */
export interface ContentChunk {
  /** The content that it is of. */
  id: string
  /** The passage in its content. Without it a citation leads to the content as a whole. */
  chunkId?: string
  /** The file name. It labels the citation where there is no `title`. */
  key?: string
  /** The label of the citation. */
  title?: string
  /** The address that a citation leads to, where the platform does not hold the file. Without it: the content. */
  url?: string
  /** The first page of the passage, counted from 1. */
  startPage?: number
  /** The last page of the passage. */
  endPage?: number
  /** The place of the passage in its content. */
  order?: number
}

/** The text of a chunk does not travel: the prompt has to contain it. `key` and `chunkId` must be strings. */
export function toWireSearchContext(chunk: ContentChunk): WireSearchContext {
  const { id, chunkId = '', key = '', title, url, startPage, endPage, order } = chunk
  return { id, chunkId, key, ...present({ title, url, startPage, endPage, order }) }
}

/** A tool that the model wants called. */
export interface CompletionToolCall {
  /** The id to answer the call with. One of our own where the model gives none. */
  id: string
  /** The name of the tool, as `tools` had it. */
  name: string
  /** The arguments that the model has chosen, parsed. Empty if they are no JSON object; check them before use. */
  arguments: Record<string, unknown>
}

/** The cost of an answer of a model. */
export interface CompletionUsage {
  /** The tokens that the model read. */
  promptTokens?: number
  /** The tokens that the model wrote. */
  completionTokens?: number
  /** Those that were read, and those that were written. */
  totalTokens?: number
}

/** The answer of a model. */
export interface Completion {
  /** The assistant message as it is in the chat now, with the references that the model cited. */
  message: ChatMessage
  /** Tools to call before the model goes on. Empty if it wants none. */
  toolCalls: CompletionToolCall[]
  /** The tokens that it took. Absent where the platform does not say. */
  usage?: CompletionUsage
}

/** A3: one document, after the platform has streamed the answer into the chat. Not repeated: it would answer twice. */
export async function streamCompletion(
  http: HttpClient,
  json: WireStreamCompletionRequest,
  random: () => number,
  options: CallOptions,
): Promise<Completion> {
  const reply = await http.open({ method: 'POST', path: UNIQUE_PATHS.streamCompletions, json, ...options })
  const body = await reply.json()
  const message = isRecord(body) ? fromWireMessage(body.message) : undefined
  if (!isRecord(body) || message === undefined) throw reply.unexpected('a completion', body)
  const toolCalls = arrayOf(body.toolCalls)
    .filter(isRecord)
    .map((call) => fromWireToolCall(call, random))
  return { message, toolCalls, ...present({ usage: fromWireUsage(body.usage) }) }
}

/** `arguments` is a JSON text, and the id of some models is empty (Unique specification 2.2, A3). */
function fromWireToolCall(call: Record<string, unknown>, random: () => number): CompletionToolCall {
  const given = typeof call.arguments === 'string' ? parseJson(call.arguments) : call.arguments
  return {
    id: optionalString(call.id) ?? `call_${Math.floor(random() * 2 ** 48).toString(36)}`,
    name: optionalString(call.name) ?? '',
    arguments: optionalRecord(given) ?? {},
  }
}

function fromWireUsage(value: unknown): CompletionUsage | undefined {
  if (!isRecord(value)) return undefined
  return present({
    promptTokens: optionalNumber(value.promptTokens),
    completionTokens: optionalNumber(value.completionTokens),
    totalTokens: optionalNumber(value.totalTokens),
  })
}
