import { Hono } from 'hono/tiny'
import { RouteGroups } from '../route-groups.ts'
import type { Surroundings } from '../surroundings.ts'
import { type DifyAppSettings, defaultAppSettings } from './app-settings.ts'
import { DifyApp } from './dify-app.ts'
import { type AddDifyRoutes, type DifyGroups, difySegments } from './groups/segments.ts'
import type { UploadedFile } from './records.ts'
import { DifyRoutes, type MockApp } from './route.ts'

/** A Dify server. */
export interface DifyServer {
  /** Its groups, which are added to the app of the server as they are opened. */
  readonly groups: RouteGroups<keyof typeof difySegments, AddDifyRoutes>
  /** An uploaded file, whichever app it was uploaded to. */
  file(id: string): UploadedFile | undefined
  /** Ends the streams that wait to be stopped. */
  close(): void
}

/**
 * Creates the server: the API below `/v1`, public files below `/files`. Apps appear with the first use of their key.
 *
 * @param server The app that its routes are added to.
 */
export function createDifyServer(server: MockApp, surroundings: Surroundings, loaders: DifyGroups): DifyServer {
  const apps = new Map<string, DifyApp>()
  const settings: DifyAppSettings = { ...defaultAppSettings, ...surroundings.scenario.dify }
  let conversations = 0

  function appOf(key: string): DifyApp {
    const app = apps.get(key) ?? new DifyApp(surroundings, settings, () => ++conversations)
    apps.set(key, app)
    return app
  }

  const groups = new RouteGroups(difySegments, loaders, (adders) => {
    const api: MockApp = new Hono()
    const files: MockApp = new Hono()
    const routes = new DifyRoutes(api, appOf)
    for (const add of adders) add({ routes, files, apps: () => apps.values() })
    routes.refuseOtherMethods()
    server.route('/v1', api)
    server.route('/files', files)
  })
  return {
    groups,
    file: (id) => [...apps.values()].map(({ files }) => files.get(id)).find((file) => file !== undefined),
    close() {
      for (const app of apps.values()) {
        for (const { stop } of [...app.running.values()]) stop()
        for (const { listeners } of app.workflowRuns.values()) for (const { stream } of listeners) stream.end()
      }
    },
  }
}
