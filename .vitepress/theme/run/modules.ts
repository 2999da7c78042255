import * as dify from '../../../src/dify/index.ts'
import * as sdk from '../../../src/index.ts'
import * as mock from '../../../src/mock/index.ts'
import * as unique from '../../../src/unique/index.ts'
import { moduleNames, requiredBy } from './module-names.ts'
import type { ScenarioWatch } from './scenario-watch.ts'

/** What a program may import in a page, by the name that it imports. */
export type Modules = ReadonlyMap<string, object>

/** Modules that few programs need, loaded for those that do. */
const onDemand: Readonly<Record<string, () => Promise<object>>> = {
  'mime-types': async () => (await import('mime-types')).default,
}

/** Loads everything that the programs import. What is not there is found out when it is asked for. */
export async function loadModules(codes: readonly string[], own: Modules): Promise<Modules> {
  const modules = new Map<string, object>([
    ['@parley/sdk', sdk],
    ['@parley/sdk/unique', unique],
    ['@parley/sdk/dify', dify],
    ['@parley/sdk/mock', mock],
    ...own,
  ])
  for (const code of codes) {
    for (const name of requiredBy(code)) {
      const load = Object.hasOwn(onDemand, name) ? onDemand[name] : undefined
      if (load && !modules.has(name)) modules.set(name, await load())
    }
  }
  return modules
}

/** The modules with a `chatEvents` that tells when the program asks for the next event. */
export function watchChatEvents(modules: Modules, scenario: ScenarioWatch): Modules {
  const chatEvents: typeof unique.chatEvents = (...values) => scenario.watch(unique.chatEvents(...values))
  const watched = [...modules].map(([name, module]) => {
    return [name, 'chatEvents' in module ? { ...module, chatEvents } : module] as const
  })
  return new Map(watched)
}

/** The `require` of a program. */
export function createRequire(modules: Modules): (name: string) => object {
  return (name) => {
    const found = modules.get(name)
    if (found) return found
    throw new Error(`There is no module ${name} in the page. These are: ${moduleNames.join(', ')}.`)
  }
}
