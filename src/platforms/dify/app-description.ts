import { arrayOf, isRecord, optionalRecord, optionalString, present, stringsOf } from '../../core/read.ts'
import type { AppMode } from './chat-reply.ts'

/** Who the app is (Dify specification 3.10). */
export interface AppInfo {
  /** The name of the app in Dify. */
  name: string
  /** The text that its makers have written about it. May be empty. */
  description: string
  /** Words that the workspace sorts its apps by. Empty if there are none. */
  tags: string[]
  /** The kind of app. Absent if the server does not say. */
  mode?: AppMode
  /** The account that made the app. Absent on older servers. */
  authorName?: string
}

export function fromWireInfo(value: unknown): AppInfo | undefined {
  if (!isRecord(value) || typeof value.name !== 'string') return undefined
  return {
    name: value.name,
    description: optionalString(value.description) ?? '',
    tags: stringsOf(value.tags),
    ...present({
      mode: optionalString(value.mode) as AppMode | undefined,
      authorName: optionalString(value.author_name),
    }),
  }
}

/** A field of the form that a conversation starts with. */
export interface InputField {
  /** Such as `text-input`, `select` or `file`. */
  control: string
  /** The key of its value in `inputs` of a message. */
  variable: string
  /** The text beside the field. The name of the variable where the app has none. */
  label: string
  /** `true`: a conversation cannot begin without a value. */
  required: boolean
  /** The value to begin with. Absent if there is none. */
  default?: unknown
  /** The texts of a `select` to choose from. Absent for other controls. */
  options?: string[]
  /** The number of characters that a text may have. Absent if there is no limit. */
  maxLength?: number
}

/** Describes the abilities of the app, and the inputs that it asks for (Dify specification 3.10). */
export interface AppParameters {
  /** The greeting with which a conversation begins. */
  openingStatement?: string
  /** Questions to offer before the first message. Empty if there are none. */
  suggestedQuestions: string[]
  /** The fields of the form that a conversation begins with. Empty if it begins without one. */
  userInputForm: InputField[]
  /** Whether a feature is on, by its name on the platform, such as `speech_to_text`. */
  features: Record<string, boolean>
  /** How files may be sent, in the platform's words. */
  fileUpload: Record<string, unknown>
  /** Limits in megabytes, in the platform's words. */
  systemParameters: Record<string, unknown>
}

export function fromWireParameters(value: unknown): AppParameters | undefined {
  if (!isRecord(value) || !('user_input_form' in value)) return undefined
  const features = Object.entries(value).flatMap(([name, feature]) =>
    isRecord(feature) && typeof feature.enabled === 'boolean' ? [[name, feature.enabled] as const] : [],
  )
  return {
    suggestedQuestions: stringsOf(value.suggested_questions),
    userInputForm: arrayOf(value.user_input_form).filter(isRecord).flatMap(fromWireFields),
    features: Object.fromEntries(features),
    fileUpload: optionalRecord(value.file_upload) ?? {},
    systemParameters: optionalRecord(value.system_parameters) ?? {},
    ...present({ openingStatement: optionalString(value.opening_statement) }),
  }
}

function fromWireFields(entry: Record<string, unknown>): InputField[] {
  return Object.entries(entry).flatMap(([control, field]) => {
    if (!isRecord(field) || typeof field.variable !== 'string') return []
    return [
      {
        control,
        variable: field.variable,
        label: optionalString(field.label) ?? field.variable,
        required: field.required === true,
        ...present({
          default: field.default ?? undefined,
          options: Array.isArray(field.options) ? stringsOf(field.options) : undefined,
          maxLength: typeof field.max_length === 'number' ? field.max_length : undefined,
        }),
      },
    ]
  })
}
