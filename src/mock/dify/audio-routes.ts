import { decodeText } from '../bytes.ts'
import { readMultipart } from '../multipart.ts'
import { anything, object, optional, text, truth } from '../shape.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import { isUuid } from './read-query.ts'
import type { DifyRoutes } from './route.ts'
import { readSpeech, toSpeech } from './speech.ts'

const CITE = 'Dify specification 3.11'
const TYPES = ['mp3', 'm4a', 'x-m4a', 'wav', 'x-wav', 'amr', 'mpga'].map((name) => `audio/${name}`)
const LARGEST = 30 * 1024 * 1024

/** Speech both ways (Dify specification 3.11). */
export function addAudioRoutes(routes: DifyRoutes): void {
  routes.add({
    method: 'POST',
    path: '/audio-to-text',
    cite: CITE,
    user: 'form',
    chatOnly: false,
    handle({ exchange, app }) {
      if (!app.settings.speechToText) {
        throw new DifyError(400, 'speech_to_text_disabled', 'Speech to text is not enabled.')
      }
      const parts = readMultipart(exchange.bytes, exchange.headers.get('content-type') ?? '')
      for (const { name } of parts) {
        if (name !== 'file' && name !== 'user') {
          exchange.report('form', name, `${name} is not named by the specification (${CITE})`)
        }
      }
      const part = parts.find(({ name, filename }) => name === 'file' && filename !== undefined)
      if (part === undefined) throw new DifyError(400, 'no_audio_uploaded', 'Please upload your audio.')
      const type = part.contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
      if (!TYPES.includes(type)) throw new DifyError(415, 'unsupported_audio_type', 'Audio type not allowed.')
      if (part.bytes.byteLength > LARGEST) {
        throw new DifyError(413, 'audio_too_large', 'Audio size larger than 30 mb')
      }
      const user = parts.find(({ name, filename }) => name === 'user' && filename === undefined)
      if (user !== undefined) app.endUserId(decodeText(user.bytes))
      return Response.json({ text: readSpeech(part.bytes) })
    },
  })

  routes.add({
    method: 'POST',
    path: '/text-to-audio',
    cite: CITE,
    user: 'json',
    chatOnly: false,
    body: object({
      user: optional(anything),
      message_id: optional(text),
      text: optional(text),
      voice: optional(text),
      streaming: optional(truth),
    }),
    handle({ app, user, body }) {
      if (!app.settings.textToSpeech) throw new DifyError(400, 'app_unavailable', 'Text to speech is not enabled.')
      const { message_id: messageId } = body
      if (messageId && !isUuid(messageId)) throw invalidParameter('message_id must be a valid UUID')
      const words = messageId ? app.message(messageId.toLowerCase(), user).answer : body.text
      if (!words) throw invalidParameter('text or message_id is required')
      const bytes = toSpeech(words)
      return new Response(bytes, { headers: { 'Content-Type': 'audio/wav' } })
    },
  })
}
