import { decodeBase64, decodeText } from './bytes.ts'
import type { UserTurn } from './scenario.ts'
import { array, inspect, isObject, object, optional, required, type Shaped, text } from './shape.ts'
import type { TurnState } from './turn-state.ts'

/** The mock's own route: no platform has it, and it is neither recorded nor judged. */
export const SAY_PATH = '/mock/say'

const turnShape = object({
  text: required(text),
  chat: optional(text),
  userId: optional(text),
  uploads: optional(
    array(object({ name: required(text), mimeType: required(text), base64: optional(text), text: optional(text) })),
  ),
})

const ANSWERS: Readonly<Record<TurnState, string>> = {
  spoken: 'Said.',
  'input locked': 'The input is locked: it will be said as soon as the assistant has completed its message.',
  'nobody listens': 'No app is connected to the event socket: it will be said to the next one.',
}

/**
 * Speaks as the user of the chat. The body is the text itself, of whatever content type (`curl -d` sends a form's), or
 * JSON `{ text, chat?, userId?, uploads?: [{ name, mimeType, base64 | text }] }`.
 */
export async function answerSay(request: Request, say: (turn: UserTurn) => TurnState): Promise<Response> {
  if (request.method !== 'POST') return plain(405, 'Use POST.', { Allow: 'POST' })
  const body = decodeText(new Uint8Array(await request.arrayBuffer()))
  const turn = readTurn(body)
  if (typeof turn === 'string') return plain(400, turn)
  const state = say(turn)
  return plain(state === 'spoken' ? 200 : 202, ANSWERS[state])
}

/** The turn, or what is wrong with it. */
function readTurn(body: string): UserTurn | string {
  if (body.trim() === '') return 'The body is what the user says: a text, or JSON with a text.'
  const json = parse(body)
  if (!isObject(json)) return { text: body }
  const [finding] = inspect(turnShape, json)
  if (finding !== undefined) return `${finding.message}.`
  // The shape has found nothing wrong.
  const { text: words, chat, userId, uploads } = json as Shaped<typeof turnShape>
  const files = (uploads ?? []).map(({ name, mimeType, base64, text: content }) => ({
    name,
    mimeType,
    bytes: typeof base64 === 'string' ? decodeBase64(base64) : (content ?? ''),
  }))
  const broken = files.find(({ bytes }) => bytes === undefined)
  if (broken !== undefined) return `The base64 of ${broken.name} is broken.`
  return {
    text: words,
    uploads: files.map(({ bytes = '', ...file }) => ({ ...file, bytes })),
    ...(chat ? { chat } : {}),
    ...(userId ? { userId } : {}),
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // A body that is no JSON is what the user says.
    return undefined
  }
}

function plain(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } })
}
