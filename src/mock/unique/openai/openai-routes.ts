import { array, integer, object, openObject, optional, required, text } from '../../shape.ts'
import { completionMessageShape } from '../completion-messages.ts'
import { addRoute, type MockApp } from '../route.ts'
import type { World } from '../world.ts'
import { askModel } from './ask-model.ts'
import { embedText } from './embed-text.ts'

const completionShape = object({
  model: required(text),
  messages: required(array(completionMessageShape)),
  timeout: optional(integer),
  options: optional(openObject),
})

/** `/openai` (Unique specification 2.3): models without a chat. */
export function addOpenAIRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'GET',
    path: '/openai/models',
    cite: 'Unique specification 2.3',
    query: ['module'],
    handle: () => Response.json({ models: ['AZURE_GPT_4o_2024_1120', 'AZURE_GPT_4o_MINI_2024_0718'] }),
  })

  addRoute(app, {
    method: 'POST',
    path: '/openai/embeddings',
    cite: 'Unique specification 2.3',
    body: object({ texts: required(array(text)) }),
    handle: ({ body }) => Response.json({ embeddings: body.texts.map(embedText) }, { status: 201 }),
  })

  addRoute(app, {
    method: 'POST',
    path: '/openai/chat/completions',
    cite: 'Unique specification 2.3',
    headers: ['x-chat-id', 'x-assistant-id', 'x-assistant-message-id'],
    isUserOptional: true,
    body: completionShape,
    handle({ body }) {
      const { answer, promptTokens, completionTokens } = askModel(world, body.model, body.messages)
      const toolCalls = (answer.toolCalls ?? []).map((call) => ({
        id: world.surroundings.ids.token('call_'),
        type: 'function',
        function: { name: call.name, arguments: JSON.stringify(call.arguments) },
      }))
      const message = {
        role: 'assistant',
        content: answer.deltas.join(''),
        ...(toolCalls.length > 0 ? { toolCalls } : {}),
      }
      return Response.json(
        {
          object: 'openai.chat.completion',
          choices: [{ index: 0, message, finishReason: toolCalls.length > 0 ? 'tool_calls' : 'stop' }],
          usage: { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens },
        },
        { status: 201 },
      )
    },
  })
}
