import { array, either, integer, object, openObject, optional, required, text } from '../../shape.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'

const cite = 'Unique specification 2.3'

const createShape = object({
  messageId: required(text),
  tools: required(
    array(
      object({
        externalToolCallId: required(text),
        functionName: required(text),
        // The vendor's client sends an object.
        arguments: optional(either(openObject, text)),
        roundIndex: required(integer),
        sequenceIndex: required(integer),
        response: optional(object({ content: optional(text) })),
      }),
    ),
  ),
})

const MOST_TOOLS = 50
const MOST_MESSAGES = 200

/** `/messages/tools` (Unique specification 2.3): which tools were called for a message, and what they said. */
export function addToolCallRoutes(app: MockApp, world: World): void {
  const calls: { readonly messageId: string; readonly [field: string]: unknown }[] = []
  const toList = (data: readonly unknown[], status: number) =>
    Response.json({ object: 'list', data, has_more: false, url: '/messages/tools' }, { status })

  addRoute(app, {
    method: 'POST',
    path: '/messages/tools',
    cite,
    body: createShape,
    handle({ caller, body }) {
      const { message } = world.findMessage(body.messageId, caller)
      if (body.tools.length > MOST_TOOLS) throw new UniqueError(400, `tools must not be more than ${MOST_TOOLS}`)
      const { ids } = world.surroundings
      const created = body.tools.map(({ response, ...tool }) => {
        const [id, createdAt] = [ids.token('tool_call_'), world.time()]
        return {
          id,
          ...tool,
          arguments: tool.arguments ?? null,
          messageId: message.id,
          response: response
            ? { id: ids.token('tool_response_'), content: response.content ?? null, toolCallId: id, createdAt }
            : null,
          createdAt,
        }
      })
      calls.push(...created)
      return toList(created, 201)
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/messages/tools',
    cite,
    query: ['messageIds!'],
    handle({ caller, query }) {
      const messageIds = (query.get('messageIds') ?? '').split(',').filter((id) => id !== '')
      if (messageIds.length > MOST_MESSAGES) {
        throw new UniqueError(400, `messageIds must not be more than ${MOST_MESSAGES}`)
      }
      for (const id of messageIds) world.findMessage(id, caller)
      return toList(
        calls.filter(({ messageId }) => messageIds.includes(messageId)),
        200,
      )
    },
  })
}
