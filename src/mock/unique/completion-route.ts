import { array, integer, object, openObject, optional, required, text } from '../shape.ts'
import { cite } from './citations.ts'
import { completionMessageShape } from './completion-messages.ts'
import { toWireMessage } from './message.ts'
import { askModel } from './openai/ask-model.ts'
import { addRoute, type MockApp } from './route.ts'
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

const completionShape = object({
  chatId: required(text),
  assistantId: required(text),
  assistantMessageId: required(text),
  userMessageId: required(text),
  messages: required(array(completionMessageShape)),
  model: required(text),
  searchContext: optional(array(sourceShape)),
  timeout: optional(integer),
  debugInfo: optional(openObject),
  startText: optional(text),
  options: optional(openObject),
})

/**
 * `/integrated/chat/stream-completions` (Unique specification 2.2 A3): the answer goes into the assistant message,
 * which stays open: completing it is up to the app.
 */
export function addCompletionRoute(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/integrated/chat/stream-completions',
    cite: 'Unique specification 2.2 A3',
    body: completionShape,
    handle({ caller, body }) {
      const chat = world.chat(body.chatId, caller)
      if (body.assistantId !== chat.assistantId) throw new UniqueError(404, `Assistant ${body.assistantId} not found`)
      const message = world.message(chat, body.assistantMessageId)
      if (message.role !== 'ASSISTANT') throw new UniqueError(400, 'assistantMessageId is not an assistant message')
      world.message(chat, body.userMessageId)

      const sources = body.searchContext ?? []
      const { answer, promptTokens, completionTokens } = askModel(
        world,
        body.model,
        body.messages,
        sources.map(({ title, key }) => title || key),
      )
      const deltas = untilStop(answer.deltas, body.startText ?? '', chat.stopsAt)
      const raw = deltas.join('')
      const { text: shown, references } = cite((body.startText ?? '') + raw, sources, body.model)
      const now = world.time()
      Object.assign(message, { text: shown, originalText: raw, references, startedStreamingAt: now, updatedAt: now })
      for (let at = 1; at < deltas.length; at++) {
        const streamed = (body.startText ?? '') + deltas.slice(0, at).join('')
        // What a citation will look like is known when the answer is complete.
        const text = streamed.replace(/\s*\[source\d*\]?/g, '')
        world.surroundings.transcript.show({ kind: 'part', place: chat, id: message.id, text })
      }
      if (body.debugInfo) message.debugInfo = body.debugInfo
      const response = Response.json({
        object: 'streamResult',
        message: toWireMessage(message),
        toolCalls: (answer.toolCalls ?? []).map((call) => ({
          id: world.surroundings.ids.token('call_'),
          name: call.name,
          arguments: JSON.stringify(call.arguments),
        })),
        usage: { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens },
      })
      world.settle(chat, message)
      return response
    },
  })
}

/** The pieces up to the one with which the words are there at which the user presses Stop. */
function untilStop(deltas: readonly string[], startText: string, stopsAt: string | undefined): readonly string[] {
  if (stopsAt === undefined) return deltas
  const last = deltas.findIndex((_, at) => (startText + deltas.slice(0, at + 1).join('')).includes(stopsAt))
  return last === -1 ? deltas : deltas.slice(0, last + 1)
}
