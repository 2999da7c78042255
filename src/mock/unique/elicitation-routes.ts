import { integer, object, oneOf, openObject, optional, required, text } from '../shape.ts'
import type { StoredElicitation } from './elicitation.ts'
import type { Identity } from './identity.ts'
import { addRoute, type MockApp } from './route.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

const createShape = object({
  mode: required(oneOf('FORM', 'URL')),
  message: required(text),
  toolName: required(text),
  schema: optional(openObject),
  url: optional(text),
  chatId: optional(text),
  messageId: optional(text),
  expiresInSeconds: optional(integer),
  metadata: optional(openObject),
})

const respondShape = object({
  elicitationId: required(text),
  action: required(oneOf('ACCEPT', 'DECLINE', 'CANCEL')),
  content: optional(openObject),
})

const STATUS_AFTER = { ACCEPT: 'ACCEPTED', DECLINE: 'DECLINED', CANCEL: 'CANCELLED' } as const

/** `/elicitation` (Unique specification 2.3). The words of `status` are ours: the specification names none. */
export function addElicitationRoutes(app: MockApp, world: World): void {
  const cite = 'Unique specification 2.3'

  function find(id: string, caller: Identity): StoredElicitation {
    const found = world.elicitations.get(id)
    if (found === undefined || found.companyId !== caller.companyId || found.userId !== caller.userId) {
      throw new UniqueError(404, `Elicitation ${id} not found`)
    }
    return expire(found)
  }

  function expire(elicitation: StoredElicitation): StoredElicitation {
    const { status, expiresAt } = elicitation
    if (status === 'PENDING' && expiresAt !== null && expiresAt <= world.time()) elicitation.status = 'EXPIRED'
    return elicitation
  }

  addRoute(app, {
    method: 'POST',
    path: '/elicitation',
    cite,
    body: createShape,
    handle({ caller, body }) {
      if (body.mode === 'FORM' && !body.schema) throw new UniqueError(400, 'schema is required for mode FORM')
      if (body.mode === 'URL' && !body.url) throw new UniqueError(400, 'url is required for mode URL')
      if (body.chatId) world.chat(body.chatId, caller)
      if (body.messageId) world.findMessage(body.messageId, caller)
      const now = world.time()
      const { expiresInSeconds: seconds } = body
      const elicitation: StoredElicitation = {
        object: 'elicitation',
        id: world.surroundings.ids.token('elicitation_'),
        companyId: caller.companyId,
        userId: caller.userId,
        mode: body.mode,
        message: body.message,
        toolName: body.toolName,
        schema: body.schema ?? null,
        url: body.url ?? null,
        chatId: body.chatId ?? null,
        messageId: body.messageId ?? null,
        metadata: body.metadata ?? null,
        expiresAt: seconds ? new Date(Date.parse(now) + seconds * 1000).toISOString() : null,
        status: 'PENDING',
        responseContent: null,
        createdAt: now,
        updatedAt: now,
      }
      world.elicitations.set(elicitation.id, elicitation)
      return Response.json(elicitation, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/elicitation/pending',
    cite,
    handle({ caller }) {
      const elicitations = [...world.elicitations.values()].filter(
        (one) => one.companyId === caller.companyId && one.userId === caller.userId && expire(one).status === 'PENDING',
      )
      return Response.json({ elicitations })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/elicitation/:id',
    cite,
    handle: ({ caller, parameters }) => Response.json(find(parameters.id ?? '', caller)),
  })

  addRoute(app, {
    method: 'POST',
    path: '/elicitation/respond',
    cite,
    body: respondShape,
    handle({ caller, body }) {
      const elicitation = find(body.elicitationId, caller)
      if (elicitation.status !== 'PENDING') throw new UniqueError(400, `Elicitation ${elicitation.id} is not pending`)
      elicitation.status = STATUS_AFTER[body.action]
      elicitation.responseContent = body.content ?? null
      elicitation.updatedAt = world.time()
      return Response.json({ success: true }, { status: 201 })
    },
  })
}
