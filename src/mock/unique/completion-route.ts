import { array, integer, object, optional, required } from '../shape.ts'
import { answerIntoChat, intoChatFields } from './answer-into-chat.ts'
import { completionMessageShape } from './completion-messages.ts'
import { addRoute, type MockApp } from './route.ts'
import type { World } from './world.ts'

const completionShape = object({
  ...intoChatFields,
  messages: required(array(completionMessageShape)),
  timeout: optional(integer),
})

/** `/integrated/chat/stream-completions` (Unique specification 2.2 A3). */
export function addCompletionRoute(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/integrated/chat/stream-completions',
    cite: 'Unique specification 2.2 A3',
    body: completionShape,
    handle({ caller, body }) {
      const { message, toolCalls, usage } = answerIntoChat(world, caller, body, body.messages)
      return Response.json({ object: 'streamResult', message, toolCalls, usage })
    },
  })
}
