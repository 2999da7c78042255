import { addOpenAIRoutes } from '../openai/openai-routes.ts'
import { addProxyResponsesRoute } from '../openai/proxy-responses-route.ts'
import { addProxyRoutes } from '../openai/proxy-routes.ts'

/** Models without a chat. */
export const models = [addOpenAIRoutes, addProxyRoutes, addProxyResponsesRoute]
