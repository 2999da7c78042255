import { addFileRoutes, addPublicFiles } from '../file-routes.ts'
import type { AddDifyRoutes } from './segments.ts'

/** Files: of the API, and at their public addresses. */
export const files: readonly AddDifyRoutes[] = [
  ({ routes, apps }) => addFileRoutes(routes, apps),
  ({ files: app, apps }) => addPublicFiles(app, apps),
]
