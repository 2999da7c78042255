import { Hono } from 'hono/tiny'
import { addCompletionRoute } from './completion-route.ts'
import { addContentRoutes } from './content-routes.ts'
import { addMessageRoutes } from './message-routes.ts'
import type { MockApp } from './route.ts'
import { addUploadRoutes } from './upload-routes.ts'
import type { World } from './world.ts'

/** The public API of Unique below its base path. */
export function uniqueApp(world: World): MockApp {
  const app: MockApp = new Hono()
  addMessageRoutes(app, world)
  addCompletionRoute(app, world)
  addContentRoutes(app, world)
  addUploadRoutes(app, world)
  return app
}
