import type { LoadRoutes } from '../../route-groups.ts'
import type { MockApp } from '../route.ts'
import type { World } from '../world.ts'

/** The groups of the public API, with the first segments of their paths. */
export const uniqueSegments = {
  chat: ['messages', 'integrated'],
  content: ['content', 'upload'],
  search: ['search'],
  folders: ['folder'],
  people: ['users', 'groups'],
  tasks: ['scheduled-tasks'],
  models: ['openai', 'openai-proxy'],
  progress: ['message-log', 'message-execution'],
  assessments: ['message-assessment'],
  memories: ['short-term-memory'],
  elicitations: ['elicitation'],
} as const

/** Adds routes to an app. */
export type AddUniqueRoutes = (app: MockApp, world: World) => void

/** The routes of each group. */
export type UniqueGroups = Readonly<Record<keyof typeof uniqueSegments, LoadRoutes<AddUniqueRoutes>>>
