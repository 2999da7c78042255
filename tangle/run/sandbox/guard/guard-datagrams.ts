import dgram from 'node:dgram'
import { guardedLookup } from './guarded-lookup.ts'
import { refuse } from './refuse.ts'
import { isThisMachine } from './this-machine.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

/** Where each socket was to send to last. */
const ports = new WeakMap<object, unknown>()

/** All of UDP. */
export function guardDatagrams(): void {
  const prototype = dgram.Socket.prototype as unknown as Record<'send' | 'connect', Method>
  for (const name of ['send', 'connect'] as const) {
    const original = prototype[name]
    prototype[name] = function (...args) {
      // The message, or the port of a connection, comes first; the only other text is the address.
      const address = args.slice(1).find((arg) => typeof arg === 'string')
      const port = args.slice(name === 'connect' ? 0 : 1).findLast((arg) => typeof arg === 'number')
      ports.set(this as object, port)
      if (typeof address !== 'string' || isThisMachine(address)) return original.apply(this, args)
      const error = refuse(`${address}:${port}`)
      const callback = args.at(-1)
      process.nextTick(() => {
        if (typeof callback === 'function') callback(error)
        else (this as dgram.Socket).emit('error', error)
      })
      return undefined
    }
  }
  guardLookups()
}

/** A socket may look up names in a way of its own: what it finds is looked at. */
function guardLookups(): void {
  const guarded = new Proxy(dgram.Socket as unknown as new (...args: unknown[]) => object, {
    construct(target, [options, ...rest], newTarget) {
      let socket: object | undefined
      const port = () => (socket === undefined ? undefined : ports.get(socket))
      const { lookup } = (typeof options === 'object' && options !== null ? options : {}) as { lookup?: unknown }
      const own = typeof lookup === 'function' ? { ...options, lookup: guardedLookup(lookup as never, port) } : options
      socket = Reflect.construct(target, [own, ...rest], newTarget) as object
      return socket
    },
  })
  Object.assign(dgram, { Socket: guarded, createSocket: (...args: unknown[]) => new guarded(...args) })
}
