import type { World } from '../world.ts'

/** A user of a company, as it is sent. */
export interface StoredUser {
  readonly object: 'user'
  readonly id: string
  readonly externalId: string | null
  readonly firstName: string
  readonly lastName: string
  readonly displayName: string
  readonly userName: string
  readonly email: string
  readonly active: boolean
  readonly createdAt: string
  updatedAt: string
}

/** A group of a company. */
export interface StoredGroup {
  readonly id: string
  readonly companyId: string
  name: string
  readonly externalId: string | null
  readonly parentId: string | null
  readonly members: { readonly entityId: string; readonly createdAt: string }[]
  configuration: Readonly<Record<string, unknown>>
  readonly createdAt: string
  updatedAt: string
}

/** Who there is: users are known from the moment when they call or speak, with names made of their ids. */
export class People {
  readonly groups = new Map<string, StoredGroup>()
  readonly #world: World
  readonly #users = new Map<string, { readonly companyId: string; readonly user: StoredUser }>()
  readonly #configurations = new Map<string, Readonly<Record<string, unknown>>>()

  constructor(world: World) {
    this.#world = world
  }

  /** The users of a company, the caller among them, by the order in which they were seen. */
  users({ userId, companyId }: { readonly userId: string; readonly companyId: string }): readonly StoredUser[] {
    const spoken = [...this.#world.chats.values()].filter((chat) => chat.companyId === companyId)
    for (const id of [userId, ...spoken.map((chat) => chat.userId)]) {
      if (!this.#users.has(id)) this.#users.set(id, { companyId, user: createUser(id, this.#world.time()) })
    }
    return [...this.#users.values()].filter((known) => known.companyId === companyId).map(({ user }) => user)
  }

  configuration(id: string): Readonly<Record<string, unknown>> {
    return this.#configurations.get(id) ?? {}
  }

  configure(user: StoredUser, configuration: Readonly<Record<string, unknown>>): void {
    this.#configurations.set(user.id, configuration)
    user.updatedAt = this.#world.time()
  }
}

function createUser(id: string, now: string): StoredUser {
  const lastName = id.slice(-4)
  const userName = `user.${lastName}`
  return {
    ...{ object: 'user', id, externalId: null, firstName: 'User', lastName, displayName: `User ${lastName}` },
    ...{ userName, email: `${userName}@example.com`, active: true, createdAt: now, updatedAt: now },
  }
}
