import { Hono } from 'hono/tiny'
import { describe, expect, test } from 'vitest'
import { lateParts } from '../../../.vitepress/world/late-parts.ts'
import { difyGroups } from '../../../src/mock/dify/groups/index.ts'
import { type AddDifyRoutes, difySegments } from '../../../src/mock/dify/groups/segments.ts'
import { DifyRoutes, type MockApp } from '../../../src/mock/dify/route.ts'
import { RouteGroups } from '../../../src/mock/route-groups.ts'
import { uniqueGroups } from '../../../src/mock/unique/groups/index.ts'
import { type AddUniqueRoutes, uniqueSegments } from '../../../src/mock/unique/groups/segments.ts'
import type { World } from '../../../src/mock/unique/world.ts'

/** The first group that was asked for is added first, and each once. */
test('a group is opened by the first of its paths, once, also while it is loading', async () => {
  const added: string[] = []
  let loads = 0
  const load = async () => {
    loads++
    return ['late']
  }
  const segments = { now: ['now'], late: ['a', 'b'] } as const
  const groups = new RouteGroups<keyof typeof segments, string>(segments, { now: () => ['now'], late: load }, (names) =>
    added.push(...names),
  )
  const [first, second] = [groups.open('/a/1'), groups.open('/b')]
  expect(groups.open('/now')).toBeUndefined()
  expect(groups.open('/nowhere')).toBeUndefined()
  await Promise.all([first, second])
  expect(groups.open('/a')).toBeUndefined()
  expect({ added, loads }).toEqual({ added: ['now', 'late'], loads: 1 })
})

test('what could not be loaded is asked for again', async () => {
  const answers = [Promise.reject(new Error('no network')), Promise.resolve(['there'])]
  const added: string[] = []
  const groups = new RouteGroups<'only', string>({ only: ['x'] }, { only: () => answers.shift() ?? [] }, (names) =>
    added.push(...names),
  )
  await expect(groups.open('/x')).rejects.toThrow('no network')
  await groups.open('/x')
  expect(added).toEqual(['there'])
})

const world = { surroundings: { scenario: {} } } as unknown as World

function uniqueRoutes(adders: readonly AddUniqueRoutes[]): string[] {
  const app: MockApp = new Hono()
  for (const add of adders) add(app, world)
  return app.routes.map(({ method, path }) => `${method} ${path}`)
}

function difyRoutes(adders: readonly AddDifyRoutes[]): string[] {
  const api: MockApp = new Hono()
  const files: MockApp = new Hono()
  const apps = () => []
  const routes = new DifyRoutes(api, () => {
    throw new Error('Nobody asks.')
  })
  for (const add of adders) add({ routes, files, apps })
  return [
    ...api.routes.map(({ method, path }) => `${method} ${path}`),
    ...files.routes.map(({ path }) => `GET /files${path}`),
  ]
}

const names = <Group extends object>(group: Group) => Object.keys(group) as (keyof Group)[]

describe('every route is in the group of its first segment, in a page as well', () => {
  test.each(names(uniqueSegments))('of Unique: %s', async (name) => {
    const routes = uniqueRoutes(await uniqueGroups[name]())
    expect(new Set(routes.map((route) => route.split('/')[1]))).toEqual(new Set(uniqueSegments[name]))
    expect(uniqueRoutes(await lateParts.unique[name]())).toEqual(routes)
  })

  test.each(names(difySegments))('of Dify: %s', async (name) => {
    const routes = difyRoutes(await difyGroups[name]())
    expect(new Set(routes.map((route) => route.split('/')[1]))).toEqual(new Set(difySegments[name]))
    expect(difyRoutes(await lateParts.dify[name]())).toEqual(routes)
  })

  test('which is in no other one', () => {
    for (const groups of [uniqueSegments, difySegments]) {
      const segments = Object.values(groups).flat()
      expect(segments).toEqual([...new Set(segments)])
    }
  })
})
