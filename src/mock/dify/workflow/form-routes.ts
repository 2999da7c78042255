import { anything, object, openObject, required, text } from '../../shape.ts'
import type { DifyApp } from '../dify-app.ts'
import { DifyError } from '../dify-error.ts'
import type { HumanForm } from '../records.ts'
import type { DifyRoutes } from '../route.ts'
import { checkSubmission, toWireForm } from './form.ts'

const common = {
  ...{ cite: 'Dify specification 3.13', path: '/form/human_input/:token' },
  ...{ chatOnly: false, workflowOnly: true, settles: false },
} as const

/** The form that a run waits for (Dify specification 3.13). */
export function addFormRoutes(routes: DifyRoutes): void {
  routes.add({
    ...common,
    method: 'GET',
    user: 'none',
    handle: ({ app, parameters }) => Response.json(toWireForm(find(app, parameters.token))),
  })

  routes.add({
    ...common,
    method: 'POST',
    user: 'json required',
    body: object({ inputs: required(openObject), action: required(text), user: required(anything) }),
    handle({ app, user, parameters, body: { inputs, action } }) {
      const asked = find(app, parameters.token)
      const { run } = asked
      const files = checkSubmission(app, user, asked, { inputs, action })
      asked.submitted = { inputs, action, files }
      run.status = 'running'
      app.resumable.set(run, asked)
      // Nobody listens yet: it goes on when somebody does, or asks for something else.
      if (run.listeners.size > 0) app.resume(run)
      return Response.json({})
    },
  })
}

function find(app: DifyApp, token: string | undefined): HumanForm {
  const asked = app.forms.get(token ?? '')
  if (asked === undefined) throw new DifyError(404, 'not_found', 'Form not found')
  const which = `form_id=${asked.id}`
  if (asked.submitted !== undefined) {
    const message = `This form has already been submitted by another user, ${which}`
    throw new DifyError(412, 'human_input_form_submitted', message)
  }
  if (app.now() >= asked.expiresAt) {
    throw new DifyError(412, 'human_input_form_expired', `This form has expired, ${which}`)
  }
  return asked
}
