import { addGroupRoutes } from '../people/group-routes.ts'
import { People } from '../people/people.ts'
import { addUserRoutes } from '../people/user-routes.ts'
import type { AddUniqueRoutes } from './segments.ts'

const addPeopleRoutes: AddUniqueRoutes = (app, world) => {
  const known = new People(world)
  addUserRoutes(app, known)
  addGroupRoutes(app, world, known)
}

/** Users, and the groups that they are in. */
export const people = [addPeopleRoutes]
