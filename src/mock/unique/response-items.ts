import type { Ids } from '../ids.ts'
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
import type { completionMessageShape } from './completion-messages.ts'

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

/** The input of a model that takes items of OpenAI. */
export const inputShape = either(text, array(itemShape))

/** Instructions and input as the messages of a completion that says the same. */
export function toMessages(instructions: unknown, input: Shaped<typeof inputShape>): readonly Message[] {
  const system: Message[] = typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : []
  return [
    ...system,
    ...(typeof input === 'string' ? [{ role: 'user', content: input } as const] : input.flatMap(toMessage)),
  ]
}

/** The words of a model and the calls that it wants, as items. */
export function toOutput(
  ids: Ids,
  said: string,
  calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[],
): readonly OutputItem[] {
  const content = [{ type: 'output_text', text: said, annotations: [] }] as const
  const message = { type: 'message', id: ids.token('msg_'), status: 'completed', role: 'assistant', content } as const
  const called = calls.map(
    ({ id: call_id, ...call }) =>
      ({ type: 'function_call', id: ids.token('fc_'), call_id, ...call, status: 'completed' }) as const,
  )
  return [...(said === '' ? [] : [message]), ...called]
}

/** An item of an answer. */
export type OutputItem =
  | {
      readonly type: 'message'
      readonly id: string
      readonly status: 'completed'
      readonly role: 'assistant'
      readonly content: readonly [
        { readonly type: 'output_text'; readonly text: string; readonly annotations: readonly never[] },
      ]
    }
  | {
      readonly type: 'function_call'
      readonly id: string
      readonly call_id: string
      readonly name: string
      readonly arguments: string
      readonly status: 'completed'
    }

/** An item of an input. */
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
