import { findImageSize } from './media.ts'
import type { ModelFile, ModelRequest } from './model.ts'

/**
 * The model of a mock without a scenario: it says what reached it. Its answer changes with the question, the inputs,
 * the files, the sources and the conversation, so that what never arrived cannot be in it.
 */
export function defaultModel(request: ModelRequest): string {
  const sentences = [request.query === '' ? 'You said nothing.' : `You said: "${request.query}".`]
  const earlier = request.messages.filter((message) => message.role === 'user').slice(0, -1)
  const last = earlier.at(-1)
  if (last !== undefined)
    sentences.push(`Before that you said: "${last.text}" (message ${earlier.length} of this chat).`)
  for (const [name, value] of Object.entries(request.inputs)) {
    if (value !== null && value !== undefined && value !== '') sentences.push(`The input ${name} is ${show(value)}.`)
  }
  for (const file of request.files) sentences.push(describe(file))
  for (const [index, source] of request.sources.entries()) sentences.push(`I found ${source} [source${index}].`)
  return sentences.join(' ')
}

function describe(file: ModelFile): string {
  const name = file.name ?? file.url
  const what = `${file.kind === 'custom' ? 'a file' : `the ${file.kind}`}${name === undefined ? '' : ` ${name}`}`
  if (file.bytes === undefined) return `I could not open ${what}: ${file.problem ?? 'nothing arrived'}.`
  const size = file.kind === 'image' ? findImageSize(file.bytes) : undefined
  const pixels = size === undefined ? '' : `, ${size.width} x ${size.height} pixels`
  const facts = `${file.mimeType}${pixels}, ${file.bytes.byteLength} bytes`
  return file.problem === undefined ? `I got ${what} (${facts}).` : `I cannot use ${what} (${facts}): ${file.problem}.`
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
}
