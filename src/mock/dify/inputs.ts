import { isObject } from '../shape.ts'
import type { DifyAppSettings, InputControl } from './app-settings.ts'
import { invalidParameter } from './dify-error.ts'

/** The form as pairs of kind and control. */
export function controlsOf(settings: DifyAppSettings): readonly (readonly [string, InputControl])[] {
  return settings.userInputForm.flatMap((entry) => Object.entries(entry))
}

/** The inputs of a new conversation: only what the form knows, checked against it (Dify specification 3.1). */
export function readInputs(
  settings: DifyAppSettings,
  inputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    controlsOf(settings).map(([kind, control]) => [
      control.variable,
      readInput(kind, control, inputs[control.variable]),
    ]),
  )
}

function readInput(kind: string, control: InputControl, value: unknown): unknown {
  const { variable } = control
  if (value === undefined || value === null) {
    if (control.required) throw invalidParameter(`${variable} is required in input form`)
    return control.default ?? null
  }
  const isText = kind === 'text-input' || kind === 'paragraph' || kind === 'select'
  if (isText && typeof value !== 'string') {
    throw invalidParameter(`(type '${kind}') ${variable} in input form must be a string`)
  }
  if (kind === 'number' && (value === '' || (typeof value !== 'string' && typeof value !== 'number'))) {
    throw invalidParameter(`${variable} in input form must be a valid number`)
  }
  if (kind === 'number' && Number.isNaN(Number(value))) {
    throw invalidParameter(`${variable} in input form must be a valid number`)
  }
  if (kind === 'select' && !control.options?.some((option) => option === value)) {
    const options = (control.options ?? []).map((option) => `'${option}'`).join(', ')
    throw invalidParameter(`${variable} in input form must be one of the following: [${options}]`)
  }
  if (isText && control.max_length !== undefined && String(value).length > control.max_length) {
    throw invalidParameter(`${variable} in input form must be less than ${control.max_length} characters`)
  }
  if (kind === 'checkbox' && typeof value !== 'boolean') {
    throw invalidParameter(`${variable} in input form must be a boolean value`)
  }
  if (kind === 'file' && !isObject(value)) throw invalidParameter(`${variable} in input form must be a file`)
  if (kind === 'file-list' && !(Array.isArray(value) && value.every(isObject))) {
    throw invalidParameter(`${variable} in input form must be a list of files`)
  }
  if (kind === 'json_object' && !isObject(value)) {
    throw invalidParameter(`${variable} in input form must be a JSON object`)
  }
  return kind === 'number' ? Number(value) : value
}
