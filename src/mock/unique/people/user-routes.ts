import { object, openObject, required } from '../../shape.ts'
import { readPage } from '../folders/find-folder.ts'
import type { Identity } from '../identity.ts'
import { addRoute, type MockApp } from '../route.ts'
import { UniqueError } from '../unique-error.ts'
import type { People, StoredUser } from './people.ts'

const cite = 'Unique specification 2.3'

/** `/users` (Unique specification 2.3). Who may see whom is not looked at. */
export function addUserRoutes(app: MockApp, people: People): void {
  const find = (caller: Identity, id = ''): StoredUser => {
    const found = people.users(caller).find((user) => user.id === id)
    if (found === undefined) throw new UniqueError(404, `User ${id} not found`)
    return found
  }

  addRoute(app, {
    method: 'GET',
    path: '/users',
    cite,
    query: ['skip', 'take', 'email', 'displayName', 'userName'],
    handle({ caller, query }) {
      const fields = ['email', 'displayName', 'userName'] as const
      const users = people
        .users(caller)
        .filter((user) =>
          fields.every((field) => user[field].toLowerCase().includes((query.get(field) ?? '').toLowerCase())),
        )
      return Response.json({ object: 'users', users: readPage(query, users) })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/users/:id',
    cite,
    handle({ caller, parameters }) {
      const user = find(caller, parameters.id)
      return Response.json({ ...user, userConfiguration: people.configuration(user.id) })
    },
  })

  addRoute(app, {
    method: 'GET',
    path: '/users/:id/groups',
    cite,
    handle({ caller, parameters }) {
      const { id } = find(caller, parameters.id)
      const groups = [...people.groups.values()]
        .filter(
          ({ companyId, members }) => companyId === caller.companyId && members.some((one) => one.entityId === id),
        )
        .map(({ id, name, externalId, parentId, createdAt, updatedAt }) => {
          return { id, name, externalId, parentId, createdAt, updatedAt }
        })
      return Response.json({ groups })
    },
  })

  addRoute(app, {
    method: 'PATCH',
    path: '/users/:id/configuration',
    cite,
    body: object({ userConfiguration: required(openObject) }),
    handle({ caller, parameters, body }) {
      const user = find(caller, parameters.id)
      people.configure(user, body.userConfiguration)
      return Response.json({ ...user, userConfiguration: body.userConfiguration })
    },
  })
}
