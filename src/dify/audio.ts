import { type Bytes, toBytes } from '../core/files/index.ts'
import { isRecord, present } from '../core/read.ts'
import type { ByteArray } from '../core/web-types.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { UserOptions } from './chat.ts'
import { type DifyContext, userOf } from './context.ts'
import { readOne } from './lists.ts'

/** Options of `Audio.toText`. */
export interface TranscriptionOptions extends UserOptions {
  /** Default: the name of a `File`, else `audio`. */
  name?: string | undefined
  /** Such as `audio/wav`. Default: the type of a Blob. The server takes no `audio/mpeg`: call it `audio/mp3`. */
  mimeType?: string | undefined
}

/** Options of `Audio.fromText` and `Audio.fromMessage`. */
export interface SpeechOptions extends UserOptions {
  /** Default: the voice of the app. */
  voice?: string | undefined
}

/** Speech as the server has made it. */
export interface Speech {
  /** The whole recording, to be played or stored. */
  bytes: ByteArray
  /** Such as `audio/mpeg`. */
  mimeType: string
}

/** Speech to text, and text to speech, where the app has them (`dify.app.parameters()` says so). */
export class Audio {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /**
   * Turns the speech of a recording of up to 30 megabytes into text.
   *
   * @throws BadRequestError `speech_to_text_disabled`
   * @throws UnprocessableError the recording is too large, or of a type that is not taken
   */
  async toText(data: Bytes, { name, mimeType, user, signal, timeout }: TranscriptionOptions = {}): Promise<string> {
    const type = mimeType || (data instanceof Blob && data.type) || 'application/octet-stream'
    const ownName = data instanceof File && data.name !== '' ? data.name : 'audio'
    const body = new FormData()
    body.append('user', userOf(this.#context, user))
    body.append('file', new File([data instanceof Blob ? data : await toBytes(data)], name ?? ownName, { type }))
    const request = { method: 'POST' as const, path: DIFY_PATHS.audioToText, body, idempotent: true, signal, timeout }
    return readOne(this.#context, request, 'a text', (value) =>
      isRecord(value) && typeof value.text === 'string' ? value.text : undefined,
    )
  }

  /**
   * A text as speech.
   *
   * @throws BadRequestError the app does not speak
   */
  fromText(text: string, options: SpeechOptions = {}): Promise<Speech> {
    return this.#speak({ text }, options)
  }

  /**
   * The answer of a message as speech.
   *
   * @throws NotFoundError there is no such message of this user
   */
  fromMessage(messageId: string, options: SpeechOptions = {}): Promise<Speech> {
    return this.#speak({ message_id: messageId }, options)
  }

  async #speak(what: { text: string } | { message_id: string }, options: SpeechOptions): Promise<Speech> {
    const { user, voice, signal, timeout } = options
    const json = { ...what, user: userOf(this.#context, user), ...present({ voice }) }
    const path = DIFY_PATHS.textToAudio
    const reply = await this.#context.http.open({ method: 'POST', path, json, signal, timeout })
    // A failure that calls itself a success would be played as noise.
    if (!/^(?:audio\/|application\/octet-stream$)/.test(reply.mediaType)) {
      throw reply.unexpected('speech', await reply.text())
    }
    return { mimeType: reply.mediaType, bytes: await reply.bytes() }
  }
}
