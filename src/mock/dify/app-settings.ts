/** The kind of app that a key opens (Dify specification 0). */
export type DifyAppMode = 'chat' | 'agent-chat' | 'advanced-chat' | 'agent' | 'workflow' | 'completion'

/** A field of the form that a conversation starts with (Dify specification 3.10, `user_input_form`). */
export interface InputControl {
  /** The key of its value in `inputs` of a message. */
  readonly variable: string
  /** The text beside the field. */
  readonly label: string
  /** Default: `false`, so that a conversation may begin without a value. */
  readonly required?: boolean
  /** The value of the field where a conversation brings none. Default: null. */
  readonly default?: unknown
  /** The number of characters that a text may have. Default: no limit. */
  readonly max_length?: number
  /** The texts of a `select`; any other value is refused. Default: none. */
  readonly options?: readonly string[]
  /** `true`: a client is told not to show the field. Default: `false`. */
  readonly hide?: boolean
}

/** The kinds of controls. */
export type InputControlKind =
  | 'text-input'
  | 'paragraph'
  | 'select'
  | 'number'
  | 'checkbox'
  | 'file'
  | 'file-list'
  | 'json_object'
  | 'external_data_tool'

/** The types that a variable of a conversation can have (Dify specification 3.8). */
export type VariableType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'object'
  | 'secret'
  | 'file'
  | `array[${'any' | 'string' | 'number' | 'object' | 'file' | 'boolean'}]`

/** A variable that every conversation with the app starts with. */
export interface VariableSetting {
  /** The name that requests know it by. */
  readonly name: string
  /** The type that a new value must have. */
  readonly type: VariableType
  /** The value in a new conversation. */
  readonly value: unknown
  /** Default: empty. */
  readonly description?: string
}

/** The app behind a key. Every key opens an app of its own with the same settings. */
export interface DifyAppSettings {
  /** The name in `/info`. Default: `Mock app`. */
  readonly name: string
  /** The description in `/info`. Default: `An app of the mock platform.` */
  readonly description: string
  /** The tags in `/info`. Default: `mock`. */
  readonly tags: readonly string[]
  /** The kind of app: it decides which events a stream has, and which routes are refused. Default: `chat`. */
  readonly mode: DifyAppMode
  /** The author in `/info`. Default: `Mock`. */
  readonly authorName: string
  /** False: the API of the app is switched off, and everything answers 403. */
  readonly apiEnabled: boolean
  /**
   * The greeting in `/parameters`, and the `introduction` of conversations. Default: `Hello! What can I do for you?`
   */
  readonly openingStatement: string | null
  /** Questions to begin with, in `/parameters`. Default: `What can you do?` */
  readonly suggestedQuestions: readonly string[]
  /** False: asking for follow-up questions is refused. */
  readonly suggestedQuestionsAfterAnswer: boolean
  /** It understands recordings: those that it has spoken itself, by their words. Default: false. */
  readonly speechToText: boolean
  /** It speaks: silence, with the words as a comment. Default: false. */
  readonly textToSpeech: boolean
  /** It speaks every streamed answer by itself: silence, as MP3. Default: false. */
  readonly autoPlay: boolean
  /** The follow-up questions to an answer. */
  readonly suggest: (message: { readonly query: string; readonly answer: string }) => readonly string[]
  /** Each entry has one key, its kind, as `/parameters` shows it. */
  readonly userInputForm: readonly Readonly<Partial<Record<InputControlKind, InputControl>>>[]
  /** The variables that a chatflow keeps for each conversation. */
  readonly variables: readonly VariableSetting[]
  /** False: files of a message are ignored. */
  readonly fileUpload: boolean
  /** How many files a message may have. */
  readonly fileLimit: number
  /** The kinds of files that it may have. */
  readonly fileTypes: readonly string[]
  /** How they may arrive. */
  readonly fileMethods: readonly ('remote_url' | 'local_file')[]
  /**
   * Chatflow streaming reports a violated form or a bad file inside the stream, as servers from 1.13 on do
   * (Dify specification 4.7), not with status 400.
   */
  readonly errorsInStream: boolean
  /** The order of the last two events of a chatflow (Dify specification 4.5). */
  readonly chatflowEnd: 'current' | 'legacy' | 'cut'
  /** A chatflow that has failed says so in a last `error` event, which some servers cut off (Dify specification 4.5). */
  readonly chatflowErrorEvent: boolean
  /** A chatflow asked to block answers with a stream nevertheless, as Dify 1.13.0 did (Dify specification 3.1). */
  readonly blockingAsStream: boolean
  /** Mode `chat` labels its deltas `message_file`, as servers do once there is a file (Dify specification 4.3). */
  readonly deltasAsFiles: boolean
}

/** An app that uses everything there is, and asks for nothing. */
export const defaultAppSettings: DifyAppSettings = {
  name: 'Mock app',
  description: 'An app of the mock platform.',
  tags: ['mock'],
  mode: 'chat',
  authorName: 'Mock',
  apiEnabled: true,
  openingStatement: 'Hello! What can I do for you?',
  suggestedQuestions: ['What can you do?'],
  suggestedQuestionsAfterAnswer: true,
  speechToText: false,
  textToSpeech: false,
  autoPlay: false,
  suggest: ({ query, answer }) => [
    `Why did you answer "${firstWords(answer)}"?`,
    `Can you say more about "${firstWords(query)}"?`,
    `Where can I read about "${firstWords(query)}"?`,
  ],
  // Each has a default, since an input without a value is null, and clients that take inputs for texts stumble over it.
  userInputForm: [
    { 'text-input': { variable: 'name', label: 'Name', required: false, default: '', max_length: 48 } },
    { paragraph: { variable: 'background', label: 'Background', required: false, default: '', max_length: 500 } },
    {
      select: { variable: 'tone', label: 'Tone', required: false, default: '', options: ['plain', 'formal', 'poetic'] },
    },
    { number: { variable: 'level', label: 'Level', required: false, default: '' } },
    { checkbox: { variable: 'brief', label: 'Brief', required: false, default: '' } },
    { file: { variable: 'attachment', label: 'Attachment', required: false, default: '' } },
    { 'file-list': { variable: 'attachments', label: 'Attachments', required: false, default: '' } },
    { json_object: { variable: 'options', label: 'Options', required: false, default: '' } },
    { external_data_tool: { variable: 'lookup', label: 'Look-up', required: false, default: '' } },
  ],
  variables: [],
  fileUpload: true,
  fileLimit: 5,
  fileTypes: ['image', 'document', 'audio', 'video', 'custom'],
  fileMethods: ['remote_url', 'local_file'],
  errorsInStream: true,
  chatflowEnd: 'current',
  chatflowErrorEvent: true,
  blockingAsStream: false,
  deltasAsFiles: false,
}

function firstWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '')
  return words.length > 5 ? `${words.slice(0, 5).join(' ')}…` : words.join(' ')
}
