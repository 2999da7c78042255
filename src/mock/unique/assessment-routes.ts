import { object, oneOf, optional, required, text, truth } from '../shape.ts'
import type { StoredAssessment } from './message.ts'
import { addRoute, type MockApp } from './route.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

const STATUS = oneOf('PENDING', 'DONE', 'ERROR')
const TYPE = oneOf('HALLUCINATION', 'COMPLIANCE')
const LABEL = oneOf('RED', 'YELLOW', 'GREEN')

const createShape = object({
  messageId: required(text),
  status: required(STATUS),
  type: required(TYPE),
  isVisible: optional(truth),
  title: optional(text),
  explanation: optional(text),
  label: optional(LABEL),
})

const modifyShape = object({
  messageId: required(text),
  type: required(TYPE),
  status: optional(STATUS),
  title: optional(text),
  explanation: optional(text),
  label: optional(LABEL),
})

/** `/message-assessment` (Unique specification 2.2, A9). */
export function addAssessmentRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/message-assessment',
    cite: 'Unique specification 2.2 A9',
    body: createShape,
    handle({ caller, body }) {
      const { chat, message } = world.findMessage(body.messageId, caller)
      const now = world.time()
      const assessment: StoredAssessment = {
        object: 'message-assessment',
        id: world.surroundings.ids.token('assessment_'),
        messageId: message.id,
        status: body.status,
        type: body.type,
        title: body.title ?? null,
        explanation: body.explanation ?? null,
        label: body.label ?? null,
        isVisible: body.isVisible ?? true,
        createdAt: now,
        updatedAt: now,
      }
      message.assessment = [...(message.assessment ?? []), assessment]
      world.settle(chat, message)
      return Response.json(assessment, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/message-assessment/:messageId',
    cite: 'Unique specification 2.2 A9',
    body: modifyShape,
    handle({ exchange, caller, parameters, body }) {
      const { chat, message } = world.findMessage(parameters.messageId ?? '', caller)
      if (body.messageId !== message.id) {
        exchange.report('body', 'messageId', 'messageId is not that of the path (Unique specification 2.2 A9)')
      }
      const { type, status, title, explanation, label } = body
      const before = message.assessment?.findLast((one) => one.type === type)
      if (before === undefined) throw new UniqueError(404, `No assessment of type ${type} for message ${message.id}`)
      const after: StoredAssessment = {
        ...before,
        status: status ?? before.status,
        title: title ?? before.title,
        explanation: explanation ?? before.explanation,
        label: label ?? before.label,
        updatedAt: world.time(),
      }
      message.assessment = message.assessment?.map((one) => (one === before ? after : one)) ?? null
      world.settle(chat, message)
      return Response.json(after)
    },
  })
}
