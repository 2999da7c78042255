import { decodeBase64 } from '../bytes.ts'
import { findMediaProblem } from '../model/media.ts'
import type { ModelMessage, ModelPart } from '../model/model.ts'
import { anything, array, either, object, oneOf, optional, required, type Shaped, text } from '../shape.ts'

const partShape = object({
  type: required(oneOf('text', 'image_url')),
  text: optional(text),
  imageUrl: optional(object({ url: required(text), detail: optional(oneOf('auto', 'low', 'high')) })),
})

/** A message of a completion: OpenAI's, with its keys in camel case (Unique specification 5.1). */
export const completionMessageShape = object({
  role: required(oneOf('system', 'developer', 'user', 'assistant', 'tool', 'function')),
  content: optional(either(text, array(partShape))),
  name: optional(text),
  toolCalls: optional(array(anything)),
  toolCallId: optional(text),
  functionCall: optional(anything),
  audio: optional(anything),
  refusal: optional(text),
})

type CompletionMessage = Shaped<typeof completionMessageShape>

/** The message as a model gets it: with the bytes of its images, or with what is wrong with them. */
export function toModelMessage(
  message: CompletionMessage,
  fetchRemote: (url: string) => { readonly mimeType: string; readonly bytes: Uint8Array } | undefined,
): ModelMessage {
  const { role, content } = message
  if (content === undefined || content === null) return { role, parts: [], text: '' }
  if (typeof content === 'string') return { role, parts: [{ type: 'text', text: content }], text: content }
  const parts = content.flatMap((part): readonly ModelPart[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text ?? '' }]
    return part.imageUrl ? [toImage(part.imageUrl.url, fetchRemote)] : []
  })
  return { role, parts, text: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n') }
}

function toImage(
  url: string,
  fetchRemote: (url: string) => { readonly mimeType: string; readonly bytes: Uint8Array } | undefined,
): ModelPart {
  const image = { type: 'file', kind: 'image', name: undefined } as const
  const data = url.match(/^data:([^;,]+);base64,(.*)$/s)
  if (data !== null) {
    const [, mimeType = '', base64 = ''] = data
    const bytes = decodeBase64(base64)
    const problem = bytes === undefined ? 'its base64 is broken' : findMediaProblem(mimeType, bytes)
    return { ...image, mimeType, bytes, url: undefined, problem }
  }
  const remote = fetchRemote(url)
  const mimeType = remote?.mimeType ?? ''
  const problem = remote === undefined ? 'it is not reachable' : findMediaProblem(mimeType, remote.bytes)
  return { ...image, mimeType, bytes: remote?.bytes, url, problem }
}
