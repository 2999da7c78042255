import {
  arrayOf,
  isRecord,
  optionalDate,
  optionalNumber,
  optionalRecord,
  optionalString,
  present,
  stringsOf,
  textOf,
} from '../../core/read.ts'

/** A field of a form (Dify specification 3.13). */
export interface HumanInputField {
  /** `paragraph`, `select`, `file` or `file-list`. */
  type: string
  /** The name under which its value is submitted. */
  name: string
  /** Of a `select`. */
  options: string[]
  /** Of a file: such as `image` or `document`. */
  fileTypes: string[]
  /** Of a file of the type `custom`: such as `.md`. */
  fileExtensions: string[]
  /** Of a list of files: how many it may have. */
  fileLimit?: number
}

/** A button of a form. */
export interface HumanInputAction {
  /** The name under which it is submitted. */
  id: string
  /** The label of the button. */
  title: string
  /** `primary`, `default`, `accent` or `ghost`. */
  style?: string
}

/** A form that a chatflow puts before a person. */
export interface HumanInputForm {
  /** Markdown. */
  content: string
  /** The fields to fill in, in order. Empty if there is only something to choose. */
  fields: HumanInputField[]
  /** The buttons, in order: each one submits the form. */
  actions: HumanInputAction[]
  /** Texts to begin with, by the names of the fields. */
  defaults: Record<string, string>
  /** The end of the time that the form is open. After it `submit` is refused. */
  expiresAt?: Date
}

/** A form, and the node that asks for it. */
export interface HumanInputRequest extends HumanInputForm {
  /** The id of the form on the platform. `formToken` is what opens it. */
  formId: string
  /** The node of the chatflow that asks. */
  nodeId: string
  /** The name of that node in Dify's editor. */
  nodeTitle: string
  /** The token that opens it. Absent where the person gets it by mail. */
  formToken?: string
}

export function fromWireForm(value: unknown): HumanInputForm | undefined {
  if (!isRecord(value) || typeof value.form_content !== 'string') return undefined
  return formOf(value)
}

/** Reads the form of an event, or of a reason for a pause. */
export function fromWireRequest(data: Record<string, unknown>): HumanInputRequest {
  return {
    formId: textOf(data.form_id),
    nodeId: textOf(data.node_id),
    nodeTitle: textOf(data.node_title),
    ...formOf(data),
    ...present({ formToken: optionalString(data.form_token) }),
  }
}

function formOf(data: Record<string, unknown>): HumanInputForm {
  const defaults = Object.entries(optionalRecord(data.resolved_default_values) ?? {})
  return {
    content: textOf(data.form_content),
    fields: arrayOf(data.inputs).filter(isRecord).map(fieldOf),
    // The form itself has another word for them than its events have.
    actions: arrayOf(data.user_actions ?? data.actions)
      .filter(isRecord)
      .map(({ id, title, button_style: style }) => ({
        ...{ id: textOf(id), title: textOf(title) },
        ...present({ style: optionalString(style) }),
      })),
    defaults: Object.fromEntries(defaults.map(([name, value]) => [name, textOf(value)])),
    ...present({ expiresAt: optionalDate(data.expiration_time) }),
  }
}

function fieldOf(input: Record<string, unknown>): HumanInputField {
  return {
    type: textOf(input.type),
    name: textOf(input.output_variable_name),
    options: stringsOf(optionalRecord(input.option_source)?.value),
    fileTypes: stringsOf(input.allowed_file_types),
    fileExtensions: stringsOf(input.allowed_file_extensions),
    ...present({ fileLimit: optionalNumber(input.number_limits) }),
  }
}
