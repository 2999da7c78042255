import { integer, object, oneOf, openObject, optional, required, text, truth } from '../../shape.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'

const cite = 'Unique specification 2.3'

const createShape = object({
  messageId: required(text),
  type: required(oneOf('DEEP_RESEARCH')),
  isQueueable: optional(truth),
  executionOptions: optional(openObject),
  progressTitle: optional(text),
})

const updateShape = object({
  messageId: required(text),
  status: optional(oneOf('COMPLETED', 'FAILED')),
  secondsRemaining: optional(integer),
  percentageCompleted: optional(integer),
  progressTitle: optional(text),
})

interface Execution {
  readonly messageId: string
  readonly [field: string]: unknown
}

/** `/message-execution` (Unique specification 2.3): how far an answer is that takes long. One for each message. */
export function addExecutionRoutes(app: MockApp, world: World): void {
  const executions = new Map<string, Execution>()

  function find(messageId: string): Execution {
    const execution = executions.get(messageId)
    if (execution === undefined) throw new UniqueError(404, `No execution for message ${messageId}`)
    return execution
  }

  addRoute(app, {
    method: 'POST',
    path: '/message-execution',
    cite,
    body: createShape,
    handle({ caller, body }) {
      const { message } = world.findMessage(body.messageId, caller)
      const now = world.time()
      const execution = {
        object: 'message-execution',
        id: world.surroundings.ids.token('message_execution_'),
        messageId: message.id,
        status: 'RUNNING',
        type: body.type,
        secondsRemaining: null,
        percentageCompleted: null,
        isQueueable: body.isQueueable ?? true,
        executionOptions: body.executionOptions ?? null,
        progressTitle: body.progressTitle ?? null,
        positionInQueue: null,
        createdAt: now,
        updatedAt: now,
      }
      executions.set(message.id, execution)
      return Response.json(execution, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/message-execution',
    cite,
    query: ['messageId!'],
    handle({ caller, query }) {
      const { message } = world.findMessage(query.get('messageId') ?? '', caller)
      return Response.json(find(message.id))
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/message-execution',
    cite,
    body: updateShape,
    handle({ caller, body }) {
      const { message } = world.findMessage(body.messageId, caller)
      const { percentageCompleted: percentage } = body
      if (typeof percentage === 'number' && (percentage < 0 || percentage > 100)) {
        throw new UniqueError(400, 'percentageCompleted must be from 0 to 100')
      }
      const given = Object.entries(body).filter(([, value]) => value !== null && value !== undefined)
      return Response.json(Object.assign(find(message.id), Object.fromEntries(given), { updatedAt: world.time() }))
    },
  })
}
