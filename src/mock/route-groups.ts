/** Gives the functions that add the routes of a group, at once or when they have been loaded. */
export type LoadRoutes<Add> = () => readonly Add[] | Promise<readonly Add[]>

/**
 * The routes of a platform in groups, by the first segment of their paths. A group is made when a request asks for it
 * first, so that in a page only what a program talks to is loaded.
 */
export class RouteGroups<Name extends string, Add> {
  readonly #segments: Readonly<Record<Name, readonly string[]>>
  readonly #loaders: Readonly<Record<Name, LoadRoutes<Add>>>
  readonly #mount: (adders: readonly Add[]) => void
  readonly #isThere = new Set<Name>()
  readonly #loading = new Map<Name, Promise<void>>()

  /**
   * @param segments The first segments of each group's paths.
   * @param mount Called once for each group, with what adds its routes.
   */
  constructor(
    segments: Readonly<Record<Name, readonly string[]>>,
    loaders: Readonly<Record<Name, LoadRoutes<Add>>>,
    mount: (adders: readonly Add[]) => void,
  ) {
    this.#segments = segments
    this.#loaders = loaders
    this.#mount = mount
  }

  /** Makes the group of a route, such as `/messages/1`. Nothing is to be awaited where all is there already. */
  open(route: string): Promise<void> | undefined {
    const [, first = ''] = route.split('/')
    const name = (Object.keys(this.#segments) as Name[]).find((one) => this.#segments[one].includes(first))
    return name === undefined ? undefined : this.#open(name)
  }

  #open(name: Name): Promise<void> | undefined {
    if (this.#isThere.has(name)) return undefined
    const known = this.#loading.get(name)
    if (known) return known
    const adders = this.#loaders[name]()
    if (!(adders instanceof Promise)) return this.#add(name, adders)
    const loading = adders.then((loaded) => this.#add(name, loaded))
    this.#loading.set(name, loading)
    // What could not be loaded is asked for again.
    loading.catch(() => this.#loading.delete(name))
    return loading
  }

  #add(name: Name, adders: readonly Add[]): undefined {
    this.#isThere.add(name)
    this.#mount(adders)
  }
}
