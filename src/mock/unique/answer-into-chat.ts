import { array, integer, object, openObject, optional, required, type Shaped, text } from '../shape.ts'
import { cite } from './citations.ts'
import type { completionMessageShape } from './completion-messages.ts'
import type { Identity } from './identity.ts'
import { toWireMessage } from './message.ts'
import { askModel } from './openai/ask-model.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

/** A chunk that the prompt contains (Unique specification 5.4). */
const sourceShape = object({
  id: required(text),
  chunkId: required(text),
  key: required(text),
  title: optional(text),
  url: optional(text),
  startPage: optional(integer),
  endPage: optional(integer),
  order: optional(integer),
  object: optional(text),
  sequenceNumber: optional(integer),
})

/** The input of both ways to have a model answer into a chat (Unique specification 2.2 A3, 2.3). */
export const intoChatFields = {
  chatId: required(text),
  assistantId: required(text),
  assistantMessageId: required(text),
  userMessageId: required(text),
  model: required(text),
  searchContext: optional(array(sourceShape)),
  debugInfo: optional(openObject),
  startText: optional(text),
  options: optional(openObject),
}

const intoChatShape = object(intoChatFields)

/** A tool that the model wants called. Its arguments are a JSON text. */
export interface CalledTool {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

/** The answer that has been written. */
export interface WrittenAnswer {
  /** The output of the model, without the text to start with. */
  readonly raw: string
  readonly message: Record<string, unknown>
  readonly toolCalls: readonly CalledTool[]
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number; readonly totalTokens: number }
}

/** Has the model answer into the assistant message, which stays open: completing it is up to the app. */
export function answerIntoChat(
  world: World,
  caller: Identity,
  body: Shaped<typeof intoChatShape>,
  messages: readonly Shaped<typeof completionMessageShape>[],
): WrittenAnswer {
  const chat = world.chat(body.chatId, caller)
  if (body.assistantId !== chat.assistantId) throw new UniqueError(404, `Assistant ${body.assistantId} not found`)
  const message = world.message(chat, body.assistantMessageId)
  if (message.role !== 'ASSISTANT') throw new UniqueError(400, 'assistantMessageId is not an assistant message')
  world.message(chat, body.userMessageId)

  const sources = body.searchContext ?? []
  const titles = sources.map(({ title, key }) => title || key)
  const { answer, promptTokens, completionTokens } = askModel(world, body.model, messages, titles)
  const startText = body.startText ?? ''
  const deltas = untilStop(answer.deltas, startText, chat.stopsAt)
  const raw = deltas.join('')
  const { text: shown, references } = cite(startText + raw, sources, body.model)
  const now = world.time()
  Object.assign(message, { text: shown, originalText: raw, references, startedStreamingAt: now, updatedAt: now })
  for (let at = 1; at < deltas.length; at++) {
    // The look of a citation is known when the answer is complete.
    const streamed = (startText + deltas.slice(0, at).join('')).replace(/\s*\[source\d*\]?/g, '')
    world.surroundings.transcript.show({ kind: 'part', place: chat, id: message.id, text: streamed })
  }
  if (body.debugInfo) message.debugInfo = body.debugInfo
  const toolCalls = (answer.toolCalls ?? []).map((call) => ({
    id: world.surroundings.ids.token('call_'),
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  }))
  const written = toWireMessage(message)
  world.settle(chat, message)
  const usage = { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens }
  return { raw, message: written, toolCalls, usage }
}

/** The pieces up to the one with which the words are there at which the user presses Stop. */
function untilStop(deltas: readonly string[], startText: string, stopsAt: string | undefined): readonly string[] {
  if (stopsAt === undefined) return deltas
  const last = deltas.findIndex((_, at) => (startText + deltas.slice(0, at + 1).join('')).includes(stopsAt))
  return last === -1 ? deltas : deltas.slice(0, last + 1)
}
