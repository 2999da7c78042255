import type { CallOptions } from '../core/http/index.ts'
import { fromWireForm, type HumanInputForm } from '../platforms/dify/human-input.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { UserOptions } from './chat.ts'
import { type DifyContext, userOf } from './context.ts'
import { readOne } from './lists.ts'

/** How a person has answered a form. */
export interface FormAnswer {
  /** The id of the button that was pressed. */
  action: string
  /**
   * The values of the fields, by their names; a file as the platform has it, with `type`, `transfer_method` and
   * `upload_file_id` or `url`. Default: nothing.
   */
  inputs?: Readonly<Record<string, unknown>> | undefined
}

/** Forms that a chatflow waits for, by the `formToken` of its events. */
export class Forms {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /**
   * The form, to show it to a person.
   *
   * @throws NotFoundError there is no such form
   * @throws ConflictError `human_input_form_submitted` or `human_input_form_expired`
   */
  get(formToken: string, options: CallOptions = {}): Promise<HumanInputForm> {
    const request = { method: 'GET' as const, path: DIFY_PATHS.form(formToken), ...options }
    return readOne(this.#context, request, 'a form', fromWireForm)
  }

  /**
   * Hands in what a person has filled in; the run goes on, and `workflows.events` tells how. The first one counts.
   *
   * @throws BadRequestError `invalid_form_data`: a field is missing, or the button unknown; the form stays open
   * @throws NotFoundError there is no such form
   * @throws ConflictError `human_input_form_submitted` or `human_input_form_expired`
   */
  async submit(
    formToken: string,
    { action, inputs = {} }: FormAnswer,
    { user, signal, timeout }: UserOptions = {},
  ): Promise<void> {
    const json = { inputs, action, user: userOf(this.#context, user) }
    await this.#context.http.json({ method: 'POST', path: DIFY_PATHS.form(formToken), json, signal, timeout })
  }
}
