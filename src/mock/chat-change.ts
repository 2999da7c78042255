/** Something that a person can sit in front of: a chat of Unique, a conversation of Dify. */
export interface Place {
  /** `chat` on Unique, `conversation` on Dify. */
  readonly kind: 'chat' | 'conversation'
  /** Counted from 1, in the order of appearance. */
  readonly number: number
}

/** A chat of Unique or a conversation of Dify, as the platform calls it. */
export interface ChatPlace extends Place {
  /** The id that requests and answers have for it. */
  readonly id: string
}

/** A file that a person at the chat sees and can open. */
export interface ShownFile {
  /** The label that the person reads: the file name, or that of the reference. */
  readonly name: string
  /** Such as `text/plain`; empty for an address that nobody has looked at. */
  readonly mimeType: string
  /** The size in bytes; `undefined` where nothing is known of it. */
  readonly size: number | undefined
  /** The id for {@link Mock.file}; `undefined` for a file that the platform does not hold. */
  readonly id: string | undefined
  /** Where the file is, if that is elsewhere on the web. */
  readonly url: string | undefined
  /** Dify: what the message calls it, such as `image`. */
  readonly kind: string | undefined
}

/** A reference below a message. */
export interface ShownReference extends ShownFile {
  /** `[1]` in the text leads to the reference with the number 1. */
  readonly number: number
  /** It leads to content that is not there, or belongs to another chat. */
  readonly missing: boolean
}

/** A change that the person at a chat sees. The lines of a transcript are made of these, except for `part`. */
export type ChatChange =
  | {
      readonly kind: 'message'
      /** The chat that changes. */
      readonly place: ChatPlace
      /** The message, also when it is shown again. */
      readonly id: string
      /** Whose side of the chat it stands on. */
      readonly who: 'user' | 'assistant'
      /** It was there before, and looks different now. */
      readonly edited: boolean
      /** Markers of citations are `[1]`. */
      readonly text: string
      /** Files that the user sent with the message. Empty if there are none. */
      readonly attachments: readonly ShownFile[]
      /** Links below the answer. Empty if there are none. */
      readonly references: readonly ShownReference[]
      /** The verdicts on an answer, such as `GREEN: All of it is in the sources`. Absent if there are none. */
      readonly assessments?: readonly string[]
    }
  /** An answer as far as it has been streamed. A `message` or an `error` of the same id follows. */
  | { readonly kind: 'part'; readonly place: ChatPlace; readonly id: string; readonly text: string }
  | {
      readonly kind: 'input'
      readonly place: ChatPlace
      /** `stopped`: the person has pressed Stop. The input stays locked. */
      readonly state: 'locked' | 'free' | 'stopped'
    }
  /** An answer that failed, with the words that the person reads in its place. */
  | { readonly kind: 'error'; readonly place: ChatPlace; readonly id: string; readonly text: string }

/** The words of a transcript for a change; none for a part. */
export function describeChange(
  change: ChatChange,
): { readonly who: string; readonly text: string; readonly details: readonly string[] } | undefined {
  if (change.kind === 'part') return undefined
  if (change.kind === 'input') return { who: 'input', text: change.state, details: [] }
  if (change.kind === 'error') return { who: 'error', text: change.text, details: [] }
  const { who, edited, text, attachments, references, assessments = [] } = change
  const details = [
    ...attachments.map(describeAttachment),
    ...assessments.map((assessment) => `+ ${assessment}`),
    ...references.map(describeReference),
  ]
  return { who: edited ? `${who}, edited` : who, text, details }
}

function describeAttachment({ kind, url, name, mimeType, size }: ShownFile): string {
  return `+ ${kind === undefined ? '' : `${kind} `}${url ?? describeFile(name, mimeType, size ?? 0)}`
}

function describeReference({ number, name, mimeType, size, url, missing }: ShownReference): string {
  const label = `[${number}] ${name}`
  if (missing) return `${label} (no such file)`
  if (size !== undefined) return `[${number}] ${describeFile(name, mimeType, size)}`
  return url ? `${label} (${url})` : label
}

/** `report.pdf (application/pdf, 1234 bytes)` */
export function describeFile(name: string, mimeType: string, bytes: number): string {
  return `${name} (${mimeType}, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'})`
}
