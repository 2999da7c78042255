import { object, optional, required, type Shaped, text } from '../shape.ts'
import type { Identity } from './identity.ts'
import type { StoredMemory } from './memory.ts'
import { addRoute, type MockApp } from './route.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

const findShape = object({ memoryName: required(text), chatId: optional(text), messageId: optional(text) })
const createShape = object({
  memoryName: required(text),
  chatId: optional(text),
  messageId: optional(text),
  data: optional(text),
})

/** Characters of one value. */
const LONGEST = 10_000

/** `/short-term-memory` (Unique specification 2.2, A10). */
export function addMemoryRoutes(app: MockApp, world: World): void {
  /** Exactly one of the two, and one that the caller may use. */
  function ownerOf({ chatId, messageId }: Shaped<typeof findShape>, caller: Identity) {
    if (chatId && messageId) throw new UniqueError(400, 'chatId and messageId exclude each other')
    if (messageId) return { chatId: null, messageId: world.findMessage(messageId, caller).message.id }
    if (chatId) return { chatId: world.chat(chatId, caller).id, messageId: null }
    throw new UniqueError(400, 'chatId or messageId is required')
  }

  addRoute(app, {
    method: 'POST',
    path: '/short-term-memory',
    cite: 'Unique specification 2.2 A10',
    body: createShape,
    handle({ caller, body }) {
      const owner = ownerOf(body, caller)
      const data = body.data ?? null
      if (data !== null && data.length > LONGEST) {
        throw new UniqueError(400, `data must not be longer than ${LONGEST} characters`)
      }
      const memory = { id: world.surroundings.ids.token('memory_'), memoryName: body.memoryName, ...owner, data }
      world.memories.push(memory)
      return Response.json(toWireMemory(memory), { status: 201 })
    },
  })

  addRoute(app, {
    method: 'POST',
    path: '/short-term-memory/find-latest',
    cite: 'Unique specification 2.2 A10',
    body: findShape,
    handle({ caller, body }) {
      const { chatId, messageId } = ownerOf(body, caller)
      const found = world.memories.findLast(
        (memory) => memory.memoryName === body.memoryName && memory.chatId === chatId && memory.messageId === messageId,
      )
      // An empty body says that there is none.
      return found === undefined
        ? new Response(null, { status: 201 })
        : Response.json(toWireMemory(found), { status: 201 })
    },
  })
}

/** The name is in `object` for the toolkit, and in `memoryName` for the SDK. */
function toWireMemory(memory: StoredMemory): Record<string, unknown> {
  return { ...memory, object: memory.memoryName }
}
