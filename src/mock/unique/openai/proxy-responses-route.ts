import { encodeText } from '../../bytes.ts'
import { inspect, object, openObject, optional, required, type Shaped, text, truth } from '../../shape.ts'
import { inputShape, type OutputItem, toMessages, toOutput } from '../response-items.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'
import { askModel } from './ask-model.ts'
import { PROXY_HEADERS } from './proxy-routes.ts'

/** The fields that the mock looks at; everything else is OpenAI's own affair. */
const requestShape = object({
  model: required(text),
  input: required(inputShape),
  instructions: optional(text),
  stream: optional(truth),
})

/** `/openai-proxy/responses` (Unique specification 1.1): the responses API of OpenAI. Nothing is stored. */
export function addProxyResponsesRoute(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/openai-proxy/responses',
    cite: 'Unique specification 1.1',
    headers: PROXY_HEADERS,
    body: openObject,
    handle({ body }) {
      const { model, input, instructions, stream } = readRequest(body)
      const { answer, promptTokens, completionTokens } = askModel(world, model, toMessages(instructions, input))
      const { ids, clock } = world.surroundings
      const calls = (answer.toolCalls ?? []).map((call) => ({
        ...{ id: ids.token('call_'), name: call.name, arguments: JSON.stringify(call.arguments) },
      }))
      const output = toOutput(ids, answer.deltas.join(''), calls)
      const started = {
        ...{ id: ids.token('resp_'), object: 'response', created_at: Math.floor(clock.now() / 1000), model },
        ...{ error: null, incomplete_details: null, instructions: instructions ?? null, metadata: {} },
        ...{ parallel_tool_calls: true, tool_choice: 'auto', tools: body.tools ?? [], temperature: 1, top_p: 1 },
        text: body.text ?? { format: { type: 'text' } },
      }
      const usage = {
        ...{ input_tokens: promptTokens, input_tokens_details: { cached_tokens: 0 } },
        ...{ output_tokens: completionTokens, output_tokens_details: { reasoning_tokens: 0 } },
        total_tokens: promptTokens + completionTokens,
      }
      const response = { ...started, status: 'completed', output, usage }
      if (stream !== true) return Response.json(response)
      const opening = { response: { ...started, status: 'in_progress', output: [], usage: null } }
      return toStream([
        { type: 'response.created', ...opening },
        { type: 'response.in_progress', ...opening },
        ...output.flatMap((item, index) => eventsOf(item, index, answer.deltas)),
        { type: 'response.completed', response },
      ])
    },
  })
}

interface StreamEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** How a stream tells of an item: it begins, grows and is done. */
function eventsOf(item: OutputItem, output_index: number, deltas: readonly string[]): readonly StreamEvent[] {
  const place = { item_id: item.id, output_index }
  const started = item.type === 'message' ? { content: [] } : { arguments: '' }
  const added = { ...item, ...started, status: 'in_progress' }
  return [
    { type: 'response.output_item.added', output_index, item: added },
    ...(item.type === 'message' ? textEvents(item.content[0], place, deltas) : argumentEvents(item, place)),
    { type: 'response.output_item.done', output_index, item },
  ]
}

type Place = Readonly<Record<string, unknown>>

function textEvents(part: { readonly text: string }, place: Place, deltas: readonly string[]): readonly StreamEvent[] {
  const at = { ...place, content_index: 0 }
  return [
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    ...deltas.map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...at, text: part.text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part },
  ]
}

function argumentEvents(call: { readonly name: string; readonly arguments: string }, place: Place) {
  return [
    { type: 'response.function_call_arguments.delta', ...place, delta: call.arguments },
    { type: 'response.function_call_arguments.done', ...place, name: call.name, arguments: call.arguments },
  ]
}

function readRequest(body: Readonly<Record<string, unknown>>): Shaped<typeof requestShape> {
  const wrong = inspect(requestShape, body).find(({ kind }) => kind !== 'unknown')
  if (wrong !== undefined) throw new UniqueError(400, wrong.message, { [wrong.field]: wrong.message })
  return body as Shaped<typeof requestShape>
}

/** Server-sent events with names, counted, and without a word at the end. */
function toStream(events: readonly StreamEvent[]): Response {
  const frames = events.map(
    (event, sequence_number) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
  )
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const frame of frames) controller.enqueue(encodeText(frame))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } })
}
