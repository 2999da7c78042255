import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

// This module runs inside examples, in front of everything else, and in every Node program that they start. It imports
// nothing of the toolchain, prints nothing, and stays out of the way of everything on this machine.

/** The variable that names the file to which refused attempts are added, one JSON object per line. */
export const networkLogVariable = 'TANGLE_NETWORK_LOG'

/** What a program tried to reach, and where from. */
export interface NetworkAttempt {
  /** `host:port`, or a host alone where a name was looked up. */
  readonly address: string
  /** The stack at that moment, with the positions of the pages; empty where only the attempt itself was noticed. */
  readonly stack: string
}

type Method = (this: unknown, ...args: unknown[]) => unknown

const promisified = Symbol.for('nodejs.util.promisify.custom')

/** Where `fetch` was called from, by address: it connects later, when the stack has forgotten its caller. */
const fetches = new Map<string, string>()

/**
 * Makes every connection, datagram and look-up fail that leads elsewhere than to this machine, with an error whose code
 * is `ERR_NETWORK_ACCESS`. Sockets without an address (pipes) are let through. Refused attempts are logged, so that
 * they come to light even if the program swallows the error.
 */
export function installNetworkGuard(): void {
  guardSockets()
  guardDatagrams()
  guardNames()
  guardFetch()
  syncBuiltinESMExports()
}

/** Whether a host is this machine: the loopback, the unspecified address, or a name that means it. */
export function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return (
    ['', 'localhost', '::1', '0.0.0.0', '::'].includes(bare) ||
    bare.endsWith('.localhost') ||
    /^(::ffff:)?127(\.\d{1,3}){1,3}$/.test(bare)
  )
}

/** All of TCP: `http`, `https`, `tls` and `fetch` connect through it. */
function guardSockets(): void {
  const prototype = Socket.prototype as unknown as { connect: Method }
  const { connect } = prototype
  prototype.connect = function (...args) {
    const { host, port, path } = readConnectArguments(args)
    if (path !== undefined || isThisMachine(host)) return connect.apply(this, args)
    const error = refuse(`${host}:${port}`)
    const socket = this as Socket
    process.nextTick(() => socket.destroy(error))
    return socket
  }
}

function readConnectArguments(args: readonly unknown[]): { host: string; port: unknown; path: unknown } {
  // `net.connect` passes on an array that it has put in order already.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as Record<string, unknown>
    return { host: typeof host === 'string' ? host : 'localhost', port, path: path ?? undefined }
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { host: '', port: undefined, path: first }
  return { host: typeof second === 'string' ? second : 'localhost', port: first, path: undefined }
}

function guardDatagrams(): void {
  const prototype = dgram.Socket.prototype as unknown as Record<'send' | 'connect', Method>
  for (const name of ['send', 'connect'] as const) {
    const original = prototype[name]
    prototype[name] = function (...args) {
      // The message, or the port of a connection, comes first; the only other text is the address.
      const address = args.slice(1).find((arg) => typeof arg === 'string')
      if (typeof address !== 'string' || isThisMachine(address)) return original.apply(this, args)
      const port = args.slice(name === 'connect' ? 0 : 1).findLast((arg) => typeof arg === 'number')
      const error = refuse(`${address}:${port}`)
      const callback = args.at(-1)
      process.nextTick(() => {
        if (typeof callback === 'function') callback(error)
        else (this as dgram.Socket).emit('error', error)
      })
      return undefined
    }
  }
}

function guardNames(): void {
  const isQuery = (name: string) => /^(lookup|resolve|reverse)/.test(name)
  const withCallback = (owner: object) => {
    const methods = owner as Record<string, unknown>
    for (const name of Object.getOwnPropertyNames(owner).filter(isQuery)) {
      const original = methods[name]
      if (typeof original !== 'function') continue
      methods[name] = function (this: unknown, ...args: unknown[]) {
        const [host] = args
        const callback = args.at(-1)
        if (typeof host !== 'string' || isThisMachine(host) || typeof callback !== 'function')
          return original.apply(this, args)
        const error = refuse(host)
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
        const [host] = args
        if (typeof host !== 'string' || isThisMachine(host)) return original.apply(this, args)
        return Promise.reject(refuse(host))
      }
    }
  }
  withPromise(dns.promises)
  withPromise(dns.promises.Resolver.prototype)
  withCallback(dns)
  withCallback(dns.Resolver.prototype)
}

/** Only remembers who called: the connection itself is refused where all are. */
function guardFetch(): void {
  const original = globalThis.fetch
  const fetch: typeof original = (input, init) => {
    const address = addressOf(input)
    if (address !== undefined) fetches.set(address, stackHere())
    return original(input, init)
  }
  Object.defineProperty(globalThis, 'fetch', { value: fetch, writable: true, configurable: true, enumerable: true })
}

function addressOf(input: Parameters<typeof fetch>[0]): string | undefined {
  try {
    const { hostname, port, protocol } = new URL(typeof input === 'object' && 'url' in input ? input.url : input)
    if (isThisMachine(hostname)) return undefined
    return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
  } catch {
    // No address at all: `fetch` says so itself.
    return undefined
  }
}

function refuse(address: string): Error {
  const message = `Network access to ${address} is refused: an example reaches nothing but this machine.`
  const error = withWholeStack(() => Object.assign(new Error(message), { code: 'ERR_NETWORK_ACCESS', address }))
  const attempt: NetworkAttempt = { address, stack: [error.stack, fetches.get(address)].join('\n') }
  const log = process.env[networkLogVariable]
  try {
    if (log !== undefined) appendFileSync(log, `${JSON.stringify(attempt)}\n`)
  } catch {
    // A program may end after the folder of its run: the error says it all the same.
  }
  return error
}

function stackHere(): string {
  return withWholeStack(() => new Error('fetch').stack ?? '')
}

/** Node's own frames alone are more than the ten that an error keeps. */
function withWholeStack<T>(make: () => T): T {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = 60
  try {
    return make()
  } finally {
    Error.stackTraceLimit = before
  }
}
