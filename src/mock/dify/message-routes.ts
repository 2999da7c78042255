import { anything, object, oneOf, optional, required, text } from '../shape.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import { readInteger, readUuid } from './read-query.ts'
import type { DifyRoutes } from './route.ts'
import { toWireFeedback, toWireMessage } from './wire.ts'

/** `/messages` and the feedback on them (Dify specification 3.3, 3.5, 3.9). */
export function addMessageRoutes(routes: DifyRoutes): void {
  routes.add({
    method: 'GET',
    path: '/messages',
    cite: 'Dify specification 3.5',
    user: 'query',
    query: ['conversation_id', 'first_id', 'limit'],
    handle({ exchange, app, user, query }) {
      if (!query.has('conversation_id')) throw invalidParameter('conversation_id is required')
      const conversationId = readUuid(query, 'conversation_id')
      const firstId = readUuid(query, 'first_id')
      const limit = readInteger(query, 'limit', 20, 100)
      if (conversationId === undefined) return Response.json({ limit, has_more: false, data: [] })

      const rows = app.conversation(conversationId, user).messages.filter(({ status }) => status !== 'running')
      const end = firstId === undefined ? rows.length : rows.findIndex(({ id }) => id === firstId)
      if (end < 0) throw new DifyError(404, 'not_found', 'First Message Not Exists.')
      // Pages go back in time, but each reads from old to new.
      const start = Math.max(0, end - limit)
      const origin = app.surroundings.origin ?? exchange.url.origin
      const data = rows
        .slice(start, end)
        .map((row, index) => toWireMessage(app, row, rows[start + index - 1]?.id ?? null, origin))
      return Response.json({ limit, has_more: start > 0, data })
    },
  })

  routes.add({
    method: 'GET',
    path: '/messages/:id{uuid}/suggested',
    cite: 'Dify specification 3.3',
    user: 'query required',
    handle({ app, user, parameters }) {
      const { query, answer } = app.message(parameters.id ?? '', user)
      const { settings } = app
      if (!settings.suggestedQuestionsAfterAnswer) {
        throw new DifyError(400, 'bad_request', 'Suggested Questions Is Disabled.')
      }
      return Response.json({ result: 'success', data: settings.suggest({ query, answer }) })
    },
  })

  routes.add({
    method: 'POST',
    path: '/messages/:id{uuid}/feedbacks',
    cite: 'Dify specification 3.9',
    user: 'json required',
    body: object({ user: required(anything), rating: optional(oneOf('like', 'dislike')), content: optional(text) }),
    handle({ app, user, parameters, body }) {
      const message = app.message(parameters.id ?? '', user)
      const given = app.feedbacks.find((feedback) => feedback.message === message && feedback.user === user)
      const { rating, content = null } = body
      const now = app.now()
      if (rating && given) {
        // Both, so that an absent content clears the one there was.
        Object.assign(given, { rating, content, updatedAt: now })
      } else if (rating) {
        app.feedbacks.push({ id: app.uuid('feedback'), user, message, rating, content, createdAt: now, updatedAt: now })
      } else if (given) {
        app.feedbacks.splice(app.feedbacks.indexOf(given), 1)
      } else {
        throw invalidParameter('rating cannot be None when feedback not exists')
      }
      return Response.json({ result: 'success' })
    },
  })

  routes.add({
    method: 'GET',
    path: '/app/feedbacks',
    cite: 'Dify specification 3.9',
    user: 'none',
    query: ['page', 'limit'],
    handle({ app, query }) {
      const page = readInteger(query, 'page', 1, Number.MAX_SAFE_INTEGER)
      const limit = readInteger(query, 'limit', 20, 101)
      const rows = app.feedbacks.toReversed().slice((page - 1) * limit, page * limit)
      return Response.json({ data: rows.map((feedback) => toWireFeedback(app, feedback)) })
    },
  })
}
