import { camelizeKeys } from '../../../platforms/unique/camelize.ts'
import { encodeText } from '../../bytes.ts'
import { array, inspect, object, openObject, optional, required, type Shaped, text, truth } from '../../shape.ts'
import { completionMessageShape } from '../completion-messages.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'
import { askModel } from './ask-model.ts'

const CITE = 'Unique specification 1.1'

/** Of the official client, which says a lot about itself. */
export const PROXY_HEADERS = [
  ...['x-stainless-*', 'x-chat-id', 'x-assistant-id', 'x-assistant-message-id', 'x-model', 'idempotency-key'],
]

/** The fields that the mock looks at; everything else is OpenAI's own affair. */
const requestShape = object({
  model: required(text),
  messages: required(array(openObject)),
  stream: optional(truth),
  stream_options: optional(object({ include_usage: optional(truth) })),
})

/**
 * `/openai-proxy` (Unique specification 1.1): paths, bodies and streams of OpenAI, in snake case, with the headers of
 * the platform: chat completions here, the responses API in a file of its own.
 */
export function addProxyRoutes(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/openai-proxy/chat/completions',
    cite: CITE,
    headers: PROXY_HEADERS,
    body: openObject,
    handle({ exchange, body }) {
      const { model, messages, stream, stream_options: options } = readRequest(body)
      const sent = messages.map((message, index) => {
        const camelized = camelizeKeys(message)
        for (const { kind, field, message: problem } of inspect(completionMessageShape, camelized)) {
          if (kind !== 'unknown') throw new UniqueError(400, `messages[${index}]: ${problem}`)
          exchange.report('body', `messages[${index}].${field}`, `${problem} (${CITE})`)
        }
        // The shape has found nothing wrong.
        return camelized as Shaped<typeof completionMessageShape>
      })
      const { answer, promptTokens, completionTokens } = askModel(world, model, sent)
      const { ids, clock } = world.surroundings
      const base = { id: ids.token('chatcmpl-'), created: Math.floor(clock.now() / 1000), model }
      const calls = (answer.toolCalls ?? []).map((call) => ({
        id: ids.token('call_'),
        type: 'function',
        function: { name: call.name, arguments: JSON.stringify(call.arguments) },
      }))
      const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop'
      const usage = {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
      }
      if (stream !== true) {
        const message = { role: 'assistant', content: answer.deltas.join('') || null, refusal: null }
        const choice = {
          index: 0,
          message: calls.length > 0 ? { ...message, tool_calls: calls } : message,
          finish_reason,
        }
        return Response.json({ ...base, object: 'chat.completion', choices: [{ ...choice, logprobs: null }], usage })
      }
      const chunk = (delta: object, reason: string | null = null) => ({
        ...base,
        object: 'chat.completion.chunk',
        choices: [{ index: 0, delta, finish_reason: reason, logprobs: null }],
      })
      return toStream([
        chunk({ role: 'assistant', content: '' }),
        ...answer.deltas.map((content) => chunk({ content })),
        ...calls.map((call, index) => chunk({ tool_calls: [{ index, ...call }] })),
        chunk({}, finish_reason),
        ...(options?.include_usage === true ? [{ ...chunk({}), choices: [], usage }] : []),
      ])
    },
  })
}

function readRequest(body: Readonly<Record<string, unknown>>): Shaped<typeof requestShape> {
  const wrong = inspect(requestShape, body).find(({ kind }) => kind !== 'unknown')
  if (wrong !== undefined) throw new UniqueError(400, wrong.message, { [wrong.field]: wrong.message })
  return body as Shaped<typeof requestShape>
}

/** Server-sent events, and the word that OpenAI ends them with. */
function toStream(chunks: readonly object[]): Response {
  const frames = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const frame of frames) controller.enqueue(encodeText(`data: ${frame}\n\n`))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } })
}
