import { object, optional, required, text, truth } from '../shape.ts'
import type { Identity } from './identity.ts'
import { addRoute, type MockApp } from './route.ts'
import { UniqueError } from './unique-error.ts'
import type { World } from './world.ts'

interface ScheduledTask {
  readonly id: string
  readonly owner: Pick<Identity, 'userId' | 'companyId'>
  cronExpression: string
  assistantId: string
  prompt: string
  chatId: string | null
  enabled: boolean
  readonly createdAt: string
  updatedAt: string
}

const createShape = object({
  cronExpression: required(text),
  assistantId: required(text),
  prompt: required(text),
  chatId: optional(text),
  enabled: optional(truth),
})

const changeShape = object({
  cronExpression: optional(text),
  assistantId: optional(text),
  prompt: optional(text),
  chatId: optional(text),
  enabled: optional(truth),
})

/** `/scheduled-tasks` (Unique specification 2.3). They are kept, and never run: that takes a server's clock. */
export function addScheduledTaskRoutes(app: MockApp, world: World): void {
  const cite = 'Unique specification 2.3'
  const tasks = new Map<string, ScheduledTask>()

  const find = (caller: Identity, id = ''): ScheduledTask => {
    const found = tasks.get(id)
    if (found === undefined || !isOf(found, caller)) throw new UniqueError(404, `Scheduled task ${id} not found`)
    return found
  }
  const check = (caller: Identity, { cronExpression, chatId }: { cronExpression?: unknown; chatId?: unknown }) => {
    if (typeof cronExpression === 'string' && !isCron(cronExpression)) {
      throw new UniqueError(400, `cronExpression must have five fields: ${cronExpression}`)
    }
    if (typeof chatId === 'string') world.chat(chatId, caller)
  }

  addRoute(app, {
    method: 'POST',
    path: '/scheduled-tasks',
    cite,
    body: createShape,
    handle({ caller, body }) {
      check(caller, body)
      const { cronExpression, assistantId, prompt, chatId, enabled } = body
      const [id, now] = [world.surroundings.ids.token('scheduled_task_'), world.time()]
      const { userId, companyId } = caller
      const task: ScheduledTask = {
        ...{ id, owner: { userId, companyId }, cronExpression, assistantId, prompt },
        ...{ chatId: chatId ?? null, enabled: enabled ?? true, createdAt: now, updatedAt: now },
      }
      tasks.set(id, task)
      return Response.json(toWire(task), { status: 201 })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/scheduled-tasks',
    cite,
    handle: ({ caller }) => Response.json([...tasks.values()].filter((task) => isOf(task, caller)).map(toWire)),
  })

  addRoute(app, {
    method: 'GET',
    path: '/scheduled-tasks/:id',
    cite,
    handle: ({ caller, parameters }) => Response.json(toWire(find(caller, parameters.id))),
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/scheduled-tasks/:id',
    cite,
    body: changeShape,
    handle({ caller, parameters, body }) {
      const task = find(caller, parameters.id)
      check(caller, body)
      const { chatId, ...rest } = body
      const given = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null)
      Object.assign(task, Object.fromEntries(given), { updatedAt: world.time() })
      // Null is no absence here: each run gets a chat of its own again.
      if (chatId !== undefined) task.chatId = chatId
      return Response.json(toWire(task))
    },
  })

  addRoute(app, {
    method: 'DELETE',
    path: '/scheduled-tasks/:id',
    cite,
    handle({ caller, parameters }) {
      const { id } = find(caller, parameters.id)
      tasks.delete(id)
      return Response.json({ id, object: 'scheduled_task', deleted: true })
    },
  })
}

function isOf({ owner }: ScheduledTask, { userId, companyId }: Identity): boolean {
  return owner.userId === userId && owner.companyId === companyId
}

function isCron(expression: string): boolean {
  return /^\s*(?:[\d*/,A-Za-z-]+\s+){4}[\d*/,A-Za-z-]+\s*$/.test(expression)
}

function toWire({ owner: _, ...task }: ScheduledTask): Record<string, unknown> {
  return { object: 'scheduled_task', ...task, assistantName: 'Mock space', lastRunAt: null }
}
