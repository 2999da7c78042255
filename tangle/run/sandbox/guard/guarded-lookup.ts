import { refuse } from './refuse.ts'
import { isThisMachine } from './this-machine.ts'

/** Looks up a name as another function does, and refuses what is not this machine. `port` says where it leads. */
export function guardedLookup(lookup: (...args: unknown[]) => unknown, port: () => unknown) {
  return function (this: unknown, ...args: unknown[]): unknown {
    const callback = args.at(-1)
    if (typeof callback !== 'function') return lookup.apply(this, args)
    const guarded = (error: unknown, found: unknown, ...rest: unknown[]) => {
      const outside = error ? undefined : addressesIn(found).find((address) => !isThisMachine(address))
      if (outside === undefined) return callback(error, found, ...rest)
      return callback(refuse([outside, port()].filter((part) => part !== undefined).join(':')))
    }
    return lookup.apply(this, [...args.slice(0, -1), guarded])
  }
}

/** One address, or a list of them. */
function addressesIn(found: unknown): string[] {
  const list: unknown[] = Array.isArray(found) ? found : [{ address: found }]
  return list.map((entry) => String((entry as { address?: unknown } | null)?.address))
}
