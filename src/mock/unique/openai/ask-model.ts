import { toBytes } from '../../bytes.ts'
import { countTokens } from '../../model/count-tokens.ts'
import { type ModelAnswer, resolveAnswer } from '../../model/model.ts'
import type { Shaped } from '../../shape.ts'
import { type completionMessageShape, toModelMessage } from '../completion-messages.ts'
import type { World } from '../world.ts'

/** An answer of the model, with what it was counted at. */
export interface Asked {
  readonly answer: ModelAnswer
  readonly promptTokens: number
  readonly completionTokens: number
}

/** Has the model of the scenario answer to messages in camel case (Unique specification 5.1). */
export function askModel(
  world: World,
  model: string,
  messages: readonly Shaped<typeof completionMessageShape>[],
  sources: readonly string[] = [],
): Asked {
  const sent = messages.map((message) =>
    toModelMessage(message, (url) => {
      const file = world.remote(url)
      return file && { mimeType: file.mimeType, bytes: toBytes(file.bytes) }
    }),
  )
  const asked = sent.findLast(({ role }) => role === 'user')
  const answer = resolveAnswer(
    world.surroundings.model({
      platform: 'unique',
      model,
      messages: sent,
      query: asked?.text ?? '',
      files: asked?.parts.flatMap((part) => (part.type === 'file' ? [part] : [])) ?? [],
      inputs: {},
      sources,
    }),
  )
  return {
    answer,
    promptTokens: sent.reduce((sum, { text }) => sum + countTokens(text), 0),
    completionTokens: countTokens(answer.deltas.join('')),
  }
}
