import {
  anything,
  array,
  integer,
  object,
  oneOf,
  openObject,
  optional,
  required,
  type Shaped,
  text,
} from '../../shape.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'

const cite = 'Unique specification 2.3'
const STATUS = oneOf('RUNNING', 'COMPLETED', 'FAILED')

/** As with messages, and with the numbers that the model cited. */
const loggedReferenceShape = object({
  name: required(text),
  url: optional(text),
  sequenceNumber: required(integer),
  sourceId: required(text),
  source: required(text),
  description: optional(text),
  originalIndex: optional(array(integer)),
})

const detailsShape = object({
  data: optional(array(openObject)),
  status: optional(anything),
  debug: optional(anything),
})

const fields = {
  details: optional(detailsShape),
  uncitedReferences: optional(object({ data: required(array(loggedReferenceShape)) })),
  references: optional(array(loggedReferenceShape)),
} as const

const createShape = object({
  messageId: required(text),
  text: required(text),
  status: required(STATUS),
  order: required(integer),
  ...fields,
})

const updateShape = object({ text: optional(text), status: optional(STATUS), order: optional(integer), ...fields })

/** `/message-log` (Unique specification 2.3): the steps that a long answer shows. */
export function addLogRoutes(app: MockApp, world: World): void {
  const logs = new Map<string, Record<string, unknown> & { readonly messageId: string }>()

  addRoute(app, {
    method: 'POST',
    path: '/message-log',
    cite,
    body: createShape,
    handle({ caller, body }) {
      world.findMessage(body.messageId, caller)
      const now = world.time()
      const id = world.surroundings.ids.token('message_log_')
      const log = { object: 'message-log', id, ...EMPTY, ...given(body), messageId: body.messageId }
      const stored = { ...log, createdAt: now, updatedAt: now }
      logs.set(id, stored)
      return Response.json(stored, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/message-log/:logId',
    cite,
    body: updateShape,
    handle({ caller, parameters, body }) {
      const log = logs.get(parameters.logId ?? '')
      if (log === undefined) throw new UniqueError(404, `Message log ${parameters.logId} not found`)
      world.findMessage(log.messageId, caller)
      return Response.json(Object.assign(log, given(body), { updatedAt: world.time() }))
    },
  })
}

const EMPTY = { details: null, uncitedReferences: null, references: null }

/** Null leaves what is there. */
function given(body: Shaped<typeof updateShape>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined))
}
