import { array, object, openObject, optional, required, text } from '../../shape.ts'
import { readPage } from '../folders/find-folder.ts'
import type { Identity } from '../identity.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { World } from '../world.ts'
import type { People, StoredGroup } from './people.ts'

const cite = 'Unique specification 2.3'

/** `/groups` (Unique specification 2.3). */
export function addGroupRoutes(app: MockApp, world: World, people: People): void {
  const find = (caller: Identity, id = ''): StoredGroup => {
    const found = people.groups.get(id)
    if (found?.companyId !== caller.companyId) throw new UniqueError(404, `Group ${id} not found`)
    return found
  }

  addRoute(app, {
    method: 'POST',
    path: '/groups',
    cite,
    body: object({ name: required(text), externalId: optional(text), parentId: optional(text) }),
    handle({ caller, body: { name, externalId = null, parentId = null } }) {
      if (parentId !== null) find(caller, parentId)
      const [id, now] = [world.surroundings.ids.token('group_'), world.time()]
      const group: StoredGroup = {
        ...{ id, companyId: caller.companyId, name, externalId, parentId, members: [], configuration: {} },
        ...{ createdAt: now, updatedAt: now },
      }
      people.groups.set(id, group)
      return Response.json(toWire(group), { status: 201 })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/groups',
    cite,
    query: ['skip', 'take', 'name'],
    handle({ caller, query }) {
      const name = (query.get('name') ?? '').toLowerCase()
      const all = [...people.groups.values()].filter(
        (group) => group.companyId === caller.companyId && group.name.toLowerCase().includes(name),
      )
      return Response.json({ groups: readPage(query, all).map(toWire) })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/groups/:id',
    cite,
    body: object({ name: optional(text) }),
    handle({ caller, parameters, body }) {
      const group = find(caller, parameters.id)
      group.name = body.name || group.name
      group.updatedAt = world.time()
      return Response.json(toWire(group))
    },
  })

  addRoute(app, {
    method: 'DELETE',
    path: '/groups/:id',
    cite,
    handle({ caller, parameters }) {
      const { id } = find(caller, parameters.id)
      people.groups.delete(id)
      return Response.json({ id })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/groups/:id/configuration',
    cite,
    body: object({ configuration: required(openObject) }),
    handle({ caller, parameters, body }) {
      const group = find(caller, parameters.id)
      group.configuration = body.configuration
      group.updatedAt = world.time()
      return Response.json(toWire(group))
    },
  })

  addRoute(app, {
    method: 'POST',
    path: '/groups/:id/users',
    cite,
    body: object({ userIds: required(array(text)) }),
    handle({ caller, parameters, body }) {
      const group = find(caller, parameters.id)
      const createdAt = world.time()
      for (const entityId of new Set(body.userIds)) {
        if (!group.members.some((member) => member.entityId === entityId)) group.members.push({ entityId, createdAt })
      }
      const memberships = group.members
        .filter(({ entityId }) => body.userIds.includes(entityId))
        .map((member) => ({ entityId: member.entityId, groupId: group.id, createdAt: member.createdAt }))
      return Response.json({ memberships }, { status: 201 })
    },
  })

  addRoute(app, {
    method: 'DELETE',
    path: '/groups/:id/users',
    cite,
    query: ['userIds[]'],
    handle({ caller, parameters, query }) {
      const group = find(caller, parameters.id)
      const gone = [...query].filter(([name]) => name.startsWith('userIds')).map(([, id]) => id)
      const rest = group.members.filter(({ entityId }) => !gone.includes(entityId))
      group.members.splice(0, Number.POSITIVE_INFINITY, ...rest)
      return Response.json({ success: true })
    },
  })
}

function toWire({ companyId: _, members, ...group }: StoredGroup): Record<string, unknown> {
  return { ...group, members: members.map(({ entityId }) => ({ entityId })) }
}
