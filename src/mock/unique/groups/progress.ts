import { addExecutionRoutes } from '../progress/execution-routes.ts'
import { addLogRoutes } from '../progress/log-routes.ts'

/** How far an answer is. */
export const progress = [addLogRoutes, addExecutionRoutes]
