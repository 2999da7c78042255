import {
  anything,
  array,
  either,
  isObject,
  object,
  oneOf,
  openObject,
  optional,
  required,
  type Shape,
  type Shaped,
  text,
} from '../shape.ts'
import { answerIntoChat, intoChatFields } from './answer-into-chat.ts'
import type { completionMessageShape } from './completion-messages.ts'
import { addRoute, type MockApp } from './route.ts'
import type { World } from './world.ts'

type Message = Shaped<typeof completionMessageShape>

const partShape = object({
  type: required(oneOf('input_text', 'output_text', 'input_image', 'input_file', 'refusal')),
  text: optional(text),
  image_url: optional(text),
  detail: optional(oneOf('auto', 'low', 'high')),
  file_id: optional(text),
  file_url: optional(text),
  file_data: optional(text),
  filename: optional(text),
  refusal: optional(text),
  annotations: optional(array(anything)),
})

const messageShape = object({
  type: optional(oneOf('message')),
  role: required(oneOf('user', 'assistant', 'system', 'developer')),
  content: required(either(text, array(partShape))),
  id: optional(text),
  status: optional(text),
})

const resultShape = object({
  type: required(oneOf('function_call_output')),
  call_id: required(text),
  output: required(text),
  id: optional(text),
  status: optional(text),
})

type Item = Readonly<Record<string, unknown>>

/** An item of the input. Those that OpenAI has besides, such as `reasoning`, are passed on as they are. */
const itemShape: Shape<Item> = {
  check(value, field, findings) {
    const type = isObject(value) ? (value.type ?? 'message') : undefined
    const shape = type === 'message' ? messageShape : type === 'function_call_output' ? resultShape : openObject
    shape.check(value, field, findings)
  },
}

const responsesShape = object({ ...intoChatFields, input: required(either(text, array(itemShape))) })

/** `/integrated/chat/stream-responses` (Unique specification 2.3): as a completion, with items of OpenAI in snake case. */
export function addResponsesRoute(app: MockApp, world: World): void {
  addRoute(app, {
    method: 'POST',
    path: '/integrated/chat/stream-responses',
    cite: 'Unique specification 2.3',
    body: responsesShape,
    handle({ caller, body }) {
      const instructions = body.options?.instructions
      const system: Message[] = typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : []
      const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input
      const { raw, message, toolCalls, usage } = answerIntoChat(world, caller, body, [
        ...system,
        ...input.flatMap(toMessage),
      ])
      const { ids } = world.surroundings
      const content = [{ type: 'output_text', text: raw, annotations: [] }]
      const said = { type: 'message', id: ids.token('msg_'), status: 'completed', role: 'assistant', content }
      const calls = toolCalls.map(({ id, ...call }) => ({
        ...{ type: 'function_call', id: ids.token('fc_'), call_id: id, ...call, status: 'completed' },
      }))
      const output = [...(raw === '' ? [] : [said]), ...calls]
      return Response.json({ id: ids.token('resp_'), message, toolCalls, output, usage })
    },
  })
}

/** An item as the message of a completion that says the same. */
function toMessage(item: Item): readonly Message[] {
  // The shape has found nothing wrong.
  if (item.type === 'function_call_output') {
    const { output, call_id } = item as Shaped<typeof resultShape>
    return [{ role: 'tool', content: output, toolCallId: call_id }]
  }
  if (item.type === 'function_call') return [{ role: 'assistant', toolCalls: [item] }]
  if (item.type !== undefined && item.type !== 'message') return []
  const { role, content } = item as Shaped<typeof messageShape>
  if (typeof content === 'string') return [{ role, content }]
  const parts = content.map((part) =>
    part.image_url
      ? ({ type: 'image_url', imageUrl: { url: part.image_url } } as const)
      : ({ type: 'text', text: part.text ?? part.refusal ?? '' } as const),
  )
  return [{ role, content: parts }]
}
