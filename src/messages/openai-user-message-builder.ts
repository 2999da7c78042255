import { base64 } from './base64.ts'
import type { ImageDetail, OpenAIContentPart, OpenAIUserMessage } from './openai-message.ts'

/** An image at an address that the model's host can reach, or its bytes. */
export type ImageSource =
  | {
      /** A web address, or a `data:` URL. */
      url: string
      bytes?: undefined
      mimeType?: undefined
      /** How closely the model looks: a closer look takes more tokens. Default: `auto`. */
      detail?: ImageDetail
    }
  | {
      /** The image file, which travels in the message as a `data:` URL. */
      bytes: Uint8Array
      /** The type of `bytes`, such as `image/png`. */
      mimeType: string
      url?: undefined
      detail?: ImageDetail
    }

/** Builds the content of one user message out of text and images. Every method returns the builder. */
export class OpenAIUserMessageBuilder {
  readonly #parts: OpenAIContentPart[] = []

  /** Adds text. */
  text(text: string): this {
    this.#parts.push({ type: 'text', text })
    return this
  }

  /** `detail` says how closely the model should look. Default: `auto`. */
  image(source: ImageSource): this {
    const url = source.bytes === undefined ? source.url : `data:${source.mimeType};base64,${base64(source.bytes)}`
    this.#parts.push({ type: 'image_url', image_url: { url, detail: source.detail ?? 'auto' } })
    return this
  }

  /** The parts so far; a copy, which later calls leave alone. */
  get content(): OpenAIContentPart[] {
    return [...this.#parts]
  }

  /** The whole message, to be sent or appended. */
  get message(): OpenAIUserMessage {
    return { role: 'user', content: this.content }
  }
}
