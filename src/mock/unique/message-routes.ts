import {
  anything,
  array,
  either,
  integer,
  object,
  omittable,
  oneOf,
  openObject,
  optional,
  required,
  text,
} from '../shape.ts'
import { type StoredMessage, toWireMessage } from './message.ts'
import { referenceShape } from './reference-shape.ts'
import { addRoute, type MockApp } from './route.ts'
import { showMessage } from './show-message.ts'
import { storeReferences } from './store-references.ts'
import { readTime } from './times.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

const SEGMENT_KIND = oneOf('PROCESS', 'PREFACE', 'ELICITATION', 'ANSWER')

const createShape = object({
  chatId: required(text),
  assistantId: required(text),
  role: required(oneOf('ASSISTANT', 'USER')),
  text: optional(text),
  originalText: optional(text),
  references: optional(array(referenceShape)),
  debugInfo: optional(openObject),
  completedAt: optional(text),
  correlation: optional(
    object({ parentMessageId: required(text), parentChatId: required(text), parentAssistantId: required(text) }),
  ),
  segmentKind: optional(SEGMENT_KIND),
  responseTurnId: optional(text),
  segmentIndex: optional(integer),
})

const modifyShape = object({
  chatId: required(text),
  text: optional(text),
  originalText: optional(text),
  references: optional(array(referenceShape)),
  debugInfo: optional(openObject),
  gptRequest: optional(either(openObject, array(anything))),
  completedAt: optional(text),
  startedStreamingAt: optional(text),
  stoppedStreamingAt: optional(text),
  segmentKind: omittable(SEGMENT_KIND),
})

/** `/messages` (Unique specification 2.2, A1, A2, A11, A12). */
export function addMessageRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/messages',
    cite: 'Unique specification 2.2 A1',
    body: createShape,
    handle({ exchange, caller, body }) {
      const chat = world.chat(body.chatId, caller)
      if (body.assistantId !== chat.assistantId) throw new UniqueError(404, `Assistant ${body.assistantId} not found`)
      const completedAt = body.completedAt ? readTime('completedAt', body.completedAt) : null
      const message = world.addMessage(chat, {
        role: body.role,
        text: body.text ?? null,
        originalText: body.originalText ?? body.text ?? null,
        references: storeReferences(world, exchange, chat, body.references ?? []),
        debugInfo: body.debugInfo ?? null,
        completedAt,
        segmentKind: body.segmentKind ?? null,
        responseTurnId: body.responseTurnId ?? null,
        segmentIndex: body.segmentIndex ?? null,
      })
      const answer = Response.json(toWireMessage(message), { status: 201 })
      world.settle(chat, message)
      return answer
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/messages/:id',
    cite: 'Unique specification 2.2 A2',
    body: modifyShape,
    handle({ exchange, caller, parameters, body }) {
      const chat = world.chat(body.chatId, caller)
      const message = world.message(chat, parameters.id ?? '')
      const changes: Partial<StoredMessage> = {}
      // Null means unchanged, like an absent field (Unique specification 2.2, null semantics).
      for (const field of ['text', 'originalText', 'debugInfo', 'gptRequest', 'segmentKind'] as const) {
        const value = body[field]
        if (value !== undefined && value !== null) Object.assign(changes, { [field]: value })
      }
      for (const field of ['completedAt', 'startedStreamingAt', 'stoppedStreamingAt'] as const) {
        const value = body[field]
        if (value !== undefined && value !== null) changes[field] = readTime(field, value)
      }
      // An empty list without a text is what clients send with every closing PATCH: it must not wipe what is there.
      if (body.references && (body.references.length > 0 || typeof body.text === 'string')) {
        changes.references = storeReferences(world, exchange, chat, body.references)
      }
      Object.assign(message, changes, { updatedAt: world.time() })
      const answer = Response.json(toWireMessage(message))
      world.settle(chat, message)
      return answer
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/messages/:id',
    cite: 'Unique specification 2.2 A11',
    query: ['chatId!'],
    handle({ caller, parameters, query }) {
      const chat = world.chat(query.get('chatId') ?? '', caller)
      return Response.json(toWireMessage(world.message(chat, parameters.id ?? '')))
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/messages',
    cite: 'Unique specification 2.2 A12',
    query: ['chatId!'],
    handle({ caller, query }) {
      const chat = world.chat(query.get('chatId') ?? '', caller)
      return Response.json({
        object: 'list',
        data: chat.messages.map(toWireMessage),
        has_more: false,
        url: '/messages',
      })
    },
  })

  // Shown and not stored: whoever loads the chat again does not see it any more.
  addRoute(app, {
    method: 'POST',
    path: '/messages/:id/event',
    cite: 'Unique specification 2.3',
    body: modifyShape,
    handle({ exchange, caller, parameters, body }) {
      const chat = world.chat(body.chatId, caller)
      const stored = world.message(chat, parameters.id ?? '')
      const message = { ...stored }
      if (typeof body.text === 'string') message.text = body.text
      if (typeof body.originalText === 'string') message.originalText = body.originalText
      if (body.references?.length) message.references = storeReferences(world, exchange, chat, body.references)
      const answer = Response.json(toWireMessage(message), { status: 201 })
      showMessage(world, chat, message)
      return answer
    },
  })

  addRoute(app, {
    method: 'DELETE',
    path: '/messages/:id',
    cite: 'Unique specification 2.3',
    query: ['chatId!'],
    handle({ caller, parameters, query }) {
      const chat = world.chat(query.get('chatId') ?? '', caller)
      const message = world.message(chat, parameters.id ?? '')
      // The person at the chat sees it until the page is loaded again.
      chat.messages.splice(chat.messages.indexOf(message), 1)
      return Response.json(toWireMessage(message))
    },
  })
}
