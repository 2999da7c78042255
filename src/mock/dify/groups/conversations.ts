import { addConversationRoutes } from '../conversation-routes.ts'
import { addVariableRoutes } from '../variable-routes.ts'
import type { AddDifyRoutes } from './segments.ts'

/** Conversations and their variables. */
export const conversations: readonly AddDifyRoutes[] = [
  ({ routes }) => addConversationRoutes(routes),
  ({ routes }) => addVariableRoutes(routes),
]
