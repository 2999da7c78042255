import type { LoadRoutes } from '../../route-groups.ts'
import type { DifyApp } from '../dify-app.ts'
import type { DifyRoutes, MockApp } from '../route.ts'

/** The groups of the service API, with the first segments of their paths. */
export const difySegments = {
  chat: ['chat-messages'],
  conversations: ['conversations'],
  messages: ['messages', 'app'],
  files: ['files'],
  app: ['info', 'meta', 'parameters', 'site', 'end-users'],
  audio: ['audio-to-text', 'text-to-audio'],
  annotations: ['apps'],
  workflows: ['workflow', 'workflows', 'form'],
} as const

/** What routes are added to. */
export interface DifyPlace {
  /** Below `/v1`. */
  readonly routes: DifyRoutes
  /** Below `/files`, beside the API. */
  readonly files: MockApp
  /** All apps that there are. */
  readonly apps: () => Iterable<DifyApp>
}

/** Adds routes to the server. */
export type AddDifyRoutes = (place: DifyPlace) => void

/** The routes of each group. */
export type DifyGroups = Readonly<Record<keyof typeof difySegments, LoadRoutes<AddDifyRoutes>>>
