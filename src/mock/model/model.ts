/** A part of a message: text, or a file with what really arrived of it. */
export type ModelPart = { readonly type: 'text'; readonly text: string } | ({ readonly type: 'file' } & ModelFile)

/** A file as the model got it. */
export interface ModelFile {
  readonly kind: 'image' | 'document' | 'audio' | 'video' | 'custom'
  readonly name: string | undefined
  /** What the sender said it is. */
  readonly mimeType: string
  /** `undefined` if nothing usable arrived. */
  readonly bytes: Uint8Array | undefined
  readonly url: string | undefined
  /** What is wrong with it: cut off, not what its MIME type says, not reachable. `undefined` if nothing is. */
  readonly problem: string | undefined
}

/** A message as the model got it. */
export interface ModelMessage {
  readonly role: string
  readonly parts: readonly ModelPart[]
  /** The text of its text parts. */
  readonly text: string
}

/** What a model is asked. */
export interface ModelRequest {
  readonly platform: 'unique' | 'dify'
  /** The name of the model; for Dify the name of the app. */
  readonly model: string
  /** The whole conversation, newest last; for Dify with the earlier messages of the conversation. */
  readonly messages: readonly ModelMessage[]
  /** The text of the newest message of the user. */
  readonly query: string
  /** The files of the newest message of the user. */
  readonly files: readonly ModelFile[]
  /** Dify: the inputs of the app. Unique: empty. */
  readonly inputs: Readonly<Record<string, unknown>>
  /** Unique: titles (or keys) of the search context; `[source0]` cites the first. Dify: empty. */
  readonly sources: readonly string[]
}

/** An answer with more than text. */
export interface ModelAnswer {
  /** The text, piece by piece as it is streamed. */
  readonly deltas: readonly string[]
  /**
   * Dify: the answer does not end by itself. After the last piece the stream waits until it is stopped
   * (Dify specification 4.6). Default: false.
   */
  readonly untilStopped?: boolean
  /** Dify: moderation puts this in the place of everything streamed so far (`message_replace`). Default: it does not. */
  readonly replacement?: string
  /** Unique: tools that the model wants called. Default: none. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }[]
}

/** Answers as the model: all text at once, its pieces, or more than that. Must depend on nothing but the request. */
export type Model = (request: ModelRequest) => string | readonly string[] | ModelAnswer

/** The one form of an answer. A whole text is streamed word by word. */
export function resolveAnswer(answer: ReturnType<Model>): ModelAnswer {
  if (typeof answer === 'string')
    return { deltas: answer.match(/\s*\S+\s*$|\s*\S+/g) ?? (answer === '' ? [] : [answer]) }
  return 'deltas' in answer ? answer : { deltas: answer }
}
