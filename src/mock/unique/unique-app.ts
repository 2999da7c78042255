import { Hono } from 'hono/tiny'
import { addAssessmentRoutes } from './assessment-routes.ts'
import { addCompletionRoute } from './completion-route.ts'
import { addContentInfoRoutes } from './content-info-routes.ts'
import { addContentRoutes } from './content-routes.ts'
import { addElicitationRoutes } from './elicitation-routes.ts'
import { addFolderAccessRoutes } from './folders/access-routes.ts'
import { addFolderRoutes, addFolderUpdateRoute } from './folders/folder-routes.ts'
import { addMemoryRoutes } from './memory-routes.ts'
import { addMessageRoutes } from './message-routes.ts'
import { addOpenAIRoutes } from './openai/openai-routes.ts'
import { addProxyResponsesRoute } from './openai/proxy-responses-route.ts'
import { addProxyRoutes } from './openai/proxy-routes.ts'
import { addGroupRoutes } from './people/group-routes.ts'
import { People } from './people/people.ts'
import { addUserRoutes } from './people/user-routes.ts'
import { addExecutionRoutes } from './progress/execution-routes.ts'
import { addLogRoutes } from './progress/log-routes.ts'
import { addToolCallRoutes } from './progress/tool-call-routes.ts'
import { addResponsesRoute } from './responses-route.ts'
import type { MockApp } from './route.ts'
import { addScheduledTaskRoutes } from './scheduled-task-routes.ts'
import { addSearchRoutes } from './search/search-routes.ts'
import { addUploadRoutes } from './upload-routes.ts'
import type { World } from './world.ts'

/** The public API of Unique below its base path. */
export function uniqueApp(world: World): MockApp {
  const app: MockApp = new Hono()
  // Of two routes whose paths look alike the first one answers: a fixed name before a parameter.
  addToolCallRoutes(app, world)
  addMessageRoutes(app, world)
  addCompletionRoute(app, world)
  addResponsesRoute(app, world)
  addAssessmentRoutes(app, world)
  addMemoryRoutes(app, world)
  addLogRoutes(app, world)
  addExecutionRoutes(app, world)
  addContentRoutes(app, world)
  addContentInfoRoutes(app, world)
  addUploadRoutes(app, world)
  addSearchRoutes(app, world)
  addFolderAccessRoutes(app, world)
  addFolderRoutes(app, world)
  addFolderUpdateRoute(app, world)
  addElicitationRoutes(app, world)
  const people = new People(world)
  addUserRoutes(app, people)
  addGroupRoutes(app, world, people)
  addScheduledTaskRoutes(app, world)
  addOpenAIRoutes(app, world)
  addProxyRoutes(app, world)
  addProxyResponsesRoute(app, world)
  return app
}
