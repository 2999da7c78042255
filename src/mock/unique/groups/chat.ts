import { addCompletionRoute } from '../completion-route.ts'
import { addMessageRoutes } from '../message-routes.ts'
import { addToolCallRoutes } from '../progress/tool-call-routes.ts'
import { addResponsesRoute } from '../responses-route.ts'

/** Messages, and answers that go into them. Of two routes whose paths look alike the first one answers. */
export const chat = [addToolCallRoutes, addMessageRoutes, addCompletionRoute, addResponsesRoute]
