import { addChatRoute } from '../chat-route.ts'
import { addStopRoute } from '../stop-route.ts'
import type { AddDifyRoutes } from './segments.ts'

/** Questions and answers, and how an answer is stopped. */
export const chat: readonly AddDifyRoutes[] = [
  ({ routes }) => addChatRoute(routes),
  ({ routes }) => addStopRoute(routes),
]
