import { addFormRoutes } from '../workflow/form-routes.ts'
import { addWorkflowRoutes } from '../workflow/workflow-routes.ts'
import type { AddDifyRoutes } from './segments.ts'

/** Runs of chatflows, and the forms that they wait for. */
export const workflows: readonly AddDifyRoutes[] = [
  ({ routes }) => addWorkflowRoutes(routes),
  ({ routes }) => addFormRoutes(routes),
]
