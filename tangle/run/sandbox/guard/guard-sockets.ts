import { Socket } from 'node:net'
import { guardedLookup } from './guarded-lookup.ts'
import { refuse } from './refuse.ts'
import { isThisMachine } from './this-machine.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

/** All of TCP: `http`, `https`, `tls` and `fetch` connect through it. Sockets without an address (pipes) are let through. */
export function guardSockets(): void {
  const prototype = Socket.prototype as unknown as { connect: Method }
  const { connect } = prototype
  prototype.connect = function (...args) {
    const { host, port, path } = readArguments(args)
    if (path !== undefined || isThisMachine(host)) return connect.apply(this, guardLookup(args, port))
    const error = refuse(`${host}:${port}`)
    const socket = this as Socket
    process.nextTick(() => socket.destroy(error))
    return socket
  }
}

function readArguments(args: readonly unknown[]): { host: string; port: unknown; path: unknown } {
  // `net.connect` passes on an array that it has put in order already.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as Record<string, unknown>
    // An empty path is none for Node either.
    return { host: typeof host === 'string' ? host : 'localhost', port, path: path || undefined }
  }
  if (typeof first === 'string' && first !== '' && !/^\d+$/.test(first))
    return { host: '', port: undefined, path: first }
  return { host: typeof second === 'string' ? second : 'localhost', port: first, path: undefined }
}

/** A program may look up names in a way of its own: what it finds is looked at. */
function guardLookup(args: unknown[], port: unknown): unknown[] {
  const list = Array.isArray(args[0]) ? args[0] : args
  const { lookup } = (typeof list[0] === 'object' && list[0] !== null ? list[0] : {}) as { lookup?: unknown }
  // In place: Node marks the array that it has put in order.
  if (typeof lookup === 'function') list[0] = { ...list[0], lookup: guardedLookup(lookup as Method, () => port) }
  return args
}
