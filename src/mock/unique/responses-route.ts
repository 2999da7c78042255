import { object, required } from '../shape.ts'
import { answerIntoChat, intoChatFields } from './answer-into-chat.ts'
import { inputShape, toMessages, toOutput } from './response-items.ts'
import { addRoute, type MockApp } from './route.ts'
import type { World } from './world.ts'

const responsesShape = object({ ...intoChatFields, input: required(inputShape) })

/** `/integrated/chat/stream-responses` (Unique specification 2.3): as a completion, with items of OpenAI in snake case. */
export function addResponsesRoute(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/integrated/chat/stream-responses',
    cite: 'Unique specification 2.3',
    body: responsesShape,
    handle({ caller, body }) {
      const messages = toMessages(body.options?.instructions, body.input)
      const { raw, message, toolCalls, usage } = answerIntoChat(world, caller, body, messages)
      const { ids } = world.surroundings
      const output = toOutput(ids, raw, toolCalls)
      return Response.json({ id: ids.token('resp_'), message, toolCalls, output, usage })
    },
  })
}
