import { anything, object, omittable, optional, text, truth } from '../shape.ts'
import type { DifyApp } from './dify-app.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import { readInteger, readUuid } from './read-query.ts'
import type { Conversation } from './records.ts'
import type { DifyRoutes } from './route.ts'
import { titleOf } from './title.ts'
import { toSeconds } from './to-seconds.ts'
import { toWireConversation } from './wire.ts'

/** `/conversations` (Dify specification 3.4, 3.6, 3.7). */
export function addConversationRoutes(routes: DifyRoutes): void {
  routes.add({
    method: 'GET',
    path: '/conversations',
    cite: 'Dify specification 3.4',
    user: 'query',
    // The last two are sent by the official client, and ignored (Dify specification 9.1).
    query: ['last_id', 'limit', 'sort_by', 'first_id', 'pinned'],
    handle({ app, user, query }) {
      const limit = readInteger(query, 'limit', 20, 100)
      const lastId = readUuid(query, 'last_id')
      const { column, descending } = readOrder(query)
      const page = listConversations(app, user, column, descending, lastId)
      return Response.json({
        limit,
        has_more: page.length > limit,
        data: page.slice(0, limit).map((conversation) => toWireConversation(app, conversation)),
      })
    },
  })

  routes.add({
    method: 'POST',
    path: '/conversations/:id{uuid}/name',
    cite: 'Dify specification 3.6',
    user: 'json',
    body: object({ name: optional(text), auto_generate: optional(truth), user: optional(anything) }),
    handle({ app, user, parameters, body }) {
      if (!body.auto_generate && !body.name?.trim())
        throw invalidParameter('name is required when auto_generate is false')
      const conversation = app.conversation(parameters.id ?? '', user)
      const [first] = conversation.messages
      if (!body.auto_generate) conversation.name = body.name?.trim()
      else if (first !== undefined) conversation.name = titleOf(first.query)
      // A quirk of the server (Dify specification 3.6).
      else throw invalidParameter('')
      conversation.updatedAt = app.now()
      conversation.namedAt = conversation.updatedAt
      return Response.json(toWireConversation(app, conversation))
    },
  })

  routes.add({
    method: 'DELETE',
    path: '/conversations/:id{uuid}',
    cite: 'Dify specification 3.7',
    user: 'json',
    body: object({ user: omittable(anything) }),
    handle({ app, user, parameters }) {
      const conversation = app.conversation(parameters.id ?? '', user)
      app.conversations.splice(app.conversations.indexOf(conversation), 1)
      return new Response(null, { status: 204 })
    },
  })
}

type Column = 'createdAt' | 'updatedAt'

function readOrder(query: URLSearchParams): { readonly column: Column; readonly descending: boolean } {
  const order = query.get('sort_by') ?? '-updated_at'
  const match = order.match(/^(-?)(created_at|updated_at)$/)
  if (match === null)
    throw invalidParameter("sort_by must be one of 'created_at', '-created_at', 'updated_at', '-updated_at'")
  return { column: match[2] === 'created_at' ? 'createdAt' : 'updatedAt', descending: match[1] === '-' }
}

/** The rows behind the cursor. It compares whole seconds strictly, so that rows of the same one can be skipped. */
function listConversations(
  app: DifyApp,
  user: string,
  column: Column,
  descending: boolean,
  lastId: string | undefined,
): readonly Conversation[] {
  const sign = descending ? -1 : 1
  const rows = app.conversations
    .filter((conversation) => conversation.user === user)
    .sort((a, b) => sign * (a[column] - b[column]))
  if (lastId === undefined) return rows
  const last = rows.find(({ id }) => id === lastId)
  if (last === undefined) throw new DifyError(404, 'not_found', 'Last Conversation Not Exists.')
  return rows.filter((row) => sign * (toSeconds(row[column]) - toSeconds(last[column])) > 0)
}
