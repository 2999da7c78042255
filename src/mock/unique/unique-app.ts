import { Hono } from 'hono/tiny'
import { RouteGroups } from '../route-groups.ts'
import { type AddUniqueRoutes, type UniqueGroups, uniqueSegments } from './groups/segments.ts'
import type { MockApp } from './route.ts'
import type { World } from './world.ts'

/** Where the public API of Unique lies (Unique specification 1.1). */
const BASE_PATHS = ['', '/public', '/public/chat', '/public/chat-gen2']

/** The public API of Unique, below its base paths. Its groups are added to an app as they are opened. */
export function uniqueApp(
  hono: MockApp,
  world: World,
  groups: UniqueGroups,
): RouteGroups<keyof typeof uniqueSegments, AddUniqueRoutes> {
  return new RouteGroups(uniqueSegments, groups, (adders) => {
    const app: MockApp = new Hono()
    for (const add of adders) add(app, world)
    for (const base of BASE_PATHS) hono.route(base, app)
  })
}
