import type { ModelForm } from '../../model/model.ts'
import { inspect, isObject } from '../../shape.ts'
import { attachFiles, fileShape, type SentFile } from '../attach-files.ts'
import type { DifyApp } from '../dify-app.ts'
import { DifyError } from '../dify-error.ts'
import type { AttachedFile, HumanForm, WorkflowRun } from '../records.ts'
import { toSeconds } from '../to-seconds.ts'

const THREE_DAYS = 3 * 24 * 60 * 60

/** A form that a run begins to wait for. */
export function createForm(
  app: DifyApp,
  run: WorkflowRun,
  node: { readonly nodeId: string; readonly nodeTitle: string },
  form: ModelForm,
): HumanForm {
  const expiresAt = app.now() + (form.expiresInSeconds ?? THREE_DAYS) * 1000
  const token = app.uuid('form-token').replaceAll('-', '')
  return { id: app.uuid('form'), token, run, ...node, form, expiresAt, submitted: undefined }
}

/** The answer of `GET /form/human_input/{form_token}` (Dify specification 3.13). */
export function toWireForm({ form, expiresAt }: HumanForm): Record<string, unknown> {
  const inputs = form.inputs ?? []
  return {
    form_content: form.content,
    inputs: inputs.map(toWireInput),
    resolved_default_values: Object.fromEntries(
      inputs.flatMap((input) => (input.type === 'paragraph' ? [[input.name, input.default ?? '']] : [])),
    ),
    user_actions: form.actions.map(({ id, title, style = 'default' }) => ({ id, title, button_style: style })),
    expiration_time: toSeconds(expiresAt),
  }
}

/** The form as events and the history have it (Dify specification 3.5, 4.4). */
export function toWireDefinition(asked: HumanForm): Record<string, unknown> {
  const { user_actions: actions, ...rest } = toWireForm(asked)
  const { id, token, nodeId, nodeTitle } = asked
  return {
    ...{ form_id: id, node_id: nodeId, node_title: nodeTitle, display_in_ui: false, form_token: token },
    ...rest,
    actions,
  }
}

/** An entry of `extra_contents` (Dify specification 3.5). */
export function toWireContent(asked: HumanForm): Record<string, unknown> {
  const { run, nodeId, nodeTitle, submitted } = asked
  const data = { node_id: nodeId, node_title: nodeTitle, rendered_content: renderContent(asked) }
  return {
    type: 'human_input',
    workflow_run_id: run.id,
    submitted: submitted !== undefined,
    form_definition: toWireDefinition(asked),
    form_submission_data: submitted && { ...data, action_id: submitted.action, action_text: describeAction(asked) },
  }
}

function toWireInput(input: NonNullable<ModelForm['inputs']>[number]): Record<string, unknown> {
  const head = { type: input.type, output_variable_name: input.name }
  switch (input.type) {
    case 'paragraph': {
      const { default: value } = input
      return { ...head, default: value === undefined ? null : { type: 'constant', selector: [], value } }
    }
    case 'select':
      return { ...head, option_source: { type: 'constant', selector: [], value: input.options } }
    default: {
      const limits = input.type === 'file-list' ? { number_limits: 5 } : {}
      const types = { allowed_file_types: ['image', 'document', 'audio', 'video'], allowed_file_extensions: [] }
      return { ...head, ...types, allowed_file_upload_methods: ['local_file', 'remote_url'], ...limits }
    }
  }
}

/** The content with what was filled in. */
export function renderContent({ form, submitted }: HumanForm): string {
  return form.content.replace(/\{\{#\$output\.(\w+)#\}\}/g, (whole, name: string) => {
    const value = submitted?.inputs[name]
    return value === undefined ? whole : typeof value === 'string' ? value : JSON.stringify(value)
  })
}

export function describeAction({ form, submitted }: HumanForm): string {
  return form.actions.find(({ id }) => id === submitted?.action)?.title ?? ''
}

/**
 * The files that were filled in.
 *
 * @throws DifyError 400 `invalid_form_data`: the form stays open
 */
export function checkSubmission(
  app: DifyApp,
  user: string,
  { form }: HumanForm,
  { action, inputs }: { readonly action: string; readonly inputs: Readonly<Record<string, unknown>> },
): readonly AttachedFile[] {
  const refuse = (message: string) => new DifyError(400, 'invalid_form_data', message)
  if (!form.actions.some(({ id }) => id === action)) throw refuse(`Invalid action: ${action}`)
  const fields = form.inputs ?? []
  const missing = fields.filter(({ name }) => inputs[name] === undefined || inputs[name] === null)
  if (missing.length > 0) throw refuse(`Missing required inputs: ${missing.map(({ name }) => name).join(', ')}`)
  const files: SentFile[] = []
  for (const field of fields) {
    const value = inputs[field.name]
    if (field.type === 'paragraph' || field.type === 'select') {
      const fits = typeof value === 'string' && (field.type === 'paragraph' || field.options.includes(value))
      if (!fits) throw refuse(`Invalid value for input: ${field.name}`)
      continue
    }
    const list = field.type === 'file' ? [value] : Array.isArray(value) ? value : [undefined]
    if (!list.every(isSentFile)) throw refuse(`Invalid value for input: ${field.name}`)
    files.push(...list)
  }
  return attachFiles(app, user, files)
}

function isSentFile(value: unknown): value is SentFile {
  return isObject(value) && inspect(fileShape, value).every(({ kind }) => kind === 'unknown')
}
