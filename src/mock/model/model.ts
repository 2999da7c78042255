/** A part of a message: text, or a file with what really arrived of it. */
export type ModelPart =
  | {
      readonly type: 'text'
      /** The text as it was sent. */
      readonly text: string
    }
  | ({ readonly type: 'file' } & ModelFile)

/** A file as the model got it. */
export interface ModelFile {
  /** The kind that the request gave it; on Unique `image`, since its prompts have no other files. */
  readonly kind: 'image' | 'document' | 'audio' | 'video' | 'custom'
  /** The file name; `undefined` for an image that came as part of a prompt. */
  readonly name: string | undefined
  /** The type that its sender named. */
  readonly mimeType: string
  /** `undefined` if nothing usable arrived. */
  readonly bytes: Uint8Array | undefined
  /** The address, for a file that is referred to by one. */
  readonly url: string | undefined
  /**
   * The fault of the file: it is cut off, is not of the MIME type that it names, or cannot be reached. `undefined` if
   * nothing is.
   */
  readonly problem: string | undefined
}

/** A form that a chatflow puts before a person (Dify specification 3.13). */
export interface ModelForm {
  /** Markdown; `{{#$output.note#}}` becomes what was filled in as `note`. */
  readonly content: string
  /** Default: none, so that there is only something to choose. */
  readonly inputs?: readonly ModelFormInput[]
  /** The buttons. */
  readonly actions: readonly {
    readonly id: string
    readonly title: string
    /** Default: `default`. */
    readonly style?: 'primary' | 'default' | 'accent' | 'ghost'
  }[]
  /** Default: three days. */
  readonly expiresInSeconds?: number
}

/** A field of a form. */
export type ModelFormInput =
  | {
      readonly type: 'paragraph'
      /** The name under which its value is submitted. */
      readonly name: string
      /** The text that stands in it at first. Default: none. */
      readonly default?: string
    }
  | {
      readonly type: 'select'
      readonly name: string
      /** The texts to choose from. */
      readonly options: readonly string[]
    }
  | {
      /** The control: a text of several lines, a choice, a file or several files. */
      readonly type: 'file' | 'file-list'
      readonly name: string
    }

/** A step that a chatflow takes before its model writes (Dify specification 4.4). */
export interface ModelStep {
  /** The word of Dify for its kind, such as `code` or `agent`. `iteration` and `loop` go through `rounds`. */
  readonly type: string
  /** The name of the node, as events tell it. */
  readonly title: string
  /** Default: nothing. */
  readonly outputs?: Readonly<Record<string, unknown>>
  /** How often it fails and is run again before it works. Default: 0. */
  readonly retries?: number
  /** The output of each round of an `iteration` or a `loop`. Default: there are no rounds. */
  readonly rounds?: readonly unknown[]
  /** The log of an `agent`, line by line. Default: empty. */
  readonly log?: readonly { readonly label: string; readonly data?: Readonly<Record<string, unknown>> }[]
}

/** A message as the model got it. */
export interface ModelMessage {
  /** `system`, `user`, `assistant`, or any other word that the request had. */
  readonly role: string
  /** The text and the files of the message, in order. */
  readonly parts: readonly ModelPart[]
  /** The text of its text parts. */
  readonly text: string
}

/** A question to a model. */
export interface ModelRequest {
  /** The platform that asks the model. */
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
  /**
   * Dify: what a person has filled in since the model was asked last. Its files are among `files`. The action is
   * `__timeout` if nobody has filled it in in time.
   */
  readonly form?: { readonly action: string; readonly inputs: Readonly<Record<string, unknown>> }
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
  /** Dify, mode `advanced-chat`: what is done before the first piece. Default: nothing. */
  readonly steps?: readonly ModelStep[]
  /** Dify, mode `advanced-chat`: the thoughts of the model before its first piece. Default: it keeps them to itself. */
  readonly reasoning?: readonly string[]
  /**
   * Dify, mode `advanced-chat`: after the last piece a person is asked, and the run waits. When the form is filled in,
   * the model is asked again with `form`, and writes on. Default: nobody is asked.
   */
  readonly humanInput?: ModelForm
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
