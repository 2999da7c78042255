import dns from 'node:dns'
import { refuse } from './refuse.ts'
import { isThisMachine } from './this-machine.ts'

const promisified = Symbol.for('nodejs.util.promisify.custom')

const isQuery = (name: string) => /^(lookup|resolve|reverse)/.test(name)

/**
 * Where a query would lead that leaves this machine. The system looks up a name, and knows its own; all other functions
 * ask a server, for every name.
 */
function outsideOf(name: string, resolver: unknown, [host]: readonly unknown[]): string | undefined {
  if (typeof host !== 'string') return undefined
  if (!isThisMachine(host)) return host
  if (name.startsWith('lookup')) return undefined
  const { getServers } = resolver as { getServers?: () => string[] }
  const servers = typeof getServers === 'function' ? getServers.call(resolver) : dns.getServers()
  const outside = servers.find((server) => !isThisMachine(withoutPort(server)))
  return outside === undefined || withoutPort(outside) !== outside ? outside : `${outside}:53`
}

/** `192.0.2.1:5353` and `[2001:db8::1]:5353` have one. */
function withoutPort(server: string): string {
  return /^\[(.*)\]:\d+$/.exec(server)?.[1] ?? server.replace(/^([\d.]+):\d+$/, '$1')
}

/** All queries for names. */
export function guardNames(): void {
  const withCallback = (owner: object) => {
    const methods = owner as Record<string, unknown>
    for (const name of Object.getOwnPropertyNames(owner).filter(isQuery)) {
      const original = methods[name]
      if (typeof original !== 'function') continue
      methods[name] = function (this: unknown, ...args: unknown[]) {
        const address = outsideOf(name, this, args)
        const callback = args.at(-1)
        if (address === undefined || typeof callback !== 'function') return original.apply(this, args)
        const error = refuse(address)
        process.nextTick(callback as (error: Error) => void, error)
        return undefined
      }
      // What `util.promisify` makes of `lookup` has more in its result than the first argument of the callback.
      const promised = (dns.promises as unknown as Record<string, unknown>)[name]
      Object.defineProperty(methods[name], promisified, { value: promised, configurable: true })
    }
  }
  const withPromise = (owner: object) => {
    const methods = owner as Record<string, unknown>
    for (const name of Object.getOwnPropertyNames(owner).filter(isQuery)) {
      const original = methods[name]
      if (typeof original !== 'function') continue
      methods[name] = function (this: unknown, ...args: unknown[]) {
        const address = outsideOf(name, this, args)
        return address === undefined ? original.apply(this, args) : Promise.reject(refuse(address))
      }
    }
  }
  withPromise(dns.promises)
  withPromise(dns.promises.Resolver.prototype)
  withCallback(dns)
  withCallback(dns.Resolver.prototype)
}
