import { Hono } from 'hono/tiny'
import type { Surroundings } from '../surroundings.ts'
import { addAnnotationRoutes } from './annotation-routes.ts'
import { addAppRoutes } from './app-routes.ts'
import { type DifyAppSettings, defaultAppSettings } from './app-settings.ts'
import { addAudioRoutes } from './audio-routes.ts'
import { addChatRoute } from './chat-route.ts'
import { addConversationRoutes } from './conversation-routes.ts'
import { DifyApp } from './dify-app.ts'
import { addFileRoutes, publicFiles } from './file-routes.ts'
import { addMessageRoutes } from './message-routes.ts'
import type { UploadedFile } from './records.ts'
import { DifyRoutes, type MockApp } from './route.ts'
import { addStopRoute } from './stop-route.ts'
import { addVariableRoutes } from './variable-routes.ts'
import { addFormRoutes } from './workflow/form-routes.ts'
import { addWorkflowRoutes } from './workflow/workflow-routes.ts'

/** A Dify server below `/v1`. */
export interface DifyServer {
  readonly hono: MockApp
  /** Below `/files`, beside the API. */
  readonly publicFiles: MockApp
  /** An uploaded file, whichever app it was uploaded to. */
  file(id: string): UploadedFile | undefined
  /** Ends the streams that wait to be stopped. */
  close(): void
}

/** Creates the server. Apps appear with the first use of their key. */
export function createDifyServer(surroundings: Surroundings): DifyServer {
  const apps = new Map<string, DifyApp>()
  const settings: DifyAppSettings = { ...defaultAppSettings, ...surroundings.scenario.dify }
  let conversations = 0

  function appOf(key: string): DifyApp {
    const app = apps.get(key) ?? new DifyApp(surroundings, settings, () => ++conversations)
    apps.set(key, app)
    return app
  }

  const hono: MockApp = new Hono()
  const routes = new DifyRoutes(hono, appOf)
  addChatRoute(routes)
  addStopRoute(routes)
  addConversationRoutes(routes)
  addVariableRoutes(routes)
  addMessageRoutes(routes)
  addFileRoutes(routes, () => apps.values())
  addAppRoutes(routes)
  addAudioRoutes(routes)
  addAnnotationRoutes(routes)
  addWorkflowRoutes(routes)
  addFormRoutes(routes)
  routes.refuseOtherMethods()
  return {
    hono,
    publicFiles: publicFiles(() => apps.values()),
    file: (id) => [...apps.values()].map(({ files }) => files.get(id)).find((file) => file !== undefined),
    close() {
      for (const app of apps.values()) {
        for (const { stop } of [...app.running.values()]) stop()
        for (const { listeners } of app.workflowRuns.values()) for (const { stream } of listeners) stream.end()
      }
    },
  }
}
