import { addAnnotationRoutes } from '../annotation-routes.ts'
import { addAppRoutes } from '../app-routes.ts'
import { addAudioRoutes } from '../audio-routes.ts'
import { addMessageRoutes } from '../message-routes.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import type { DifyGroups } from './segments.ts'
import { workflows } from './workflows.ts'

/** All groups, loaded. */
export const difyGroups: DifyGroups = {
  chat: () => chat,
  conversations: () => conversations,
  messages: () => [({ routes }) => addMessageRoutes(routes)],
  files: () => files,
  app: () => [({ routes }) => addAppRoutes(routes)],
  audio: () => [({ routes }) => addAudioRoutes(routes)],
  annotations: () => [({ routes }) => addAnnotationRoutes(routes)],
  workflows: () => workflows,
}
