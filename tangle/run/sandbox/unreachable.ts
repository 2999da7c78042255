import { readFileSync } from 'node:fs'
import { hasOwnNetwork } from './own-network.ts'

/** What the system refused while a program ran, since there is nothing but the loopback. */
export interface Unreachable {
  /** `another machine`, `a server of names`; empty if there was nothing. */
  readonly addresses: readonly string[]
  /** Other programs ran at that moment: it may have been one of them. */
  readonly isShared: boolean
}

interface Watched {
  readonly addresses: Set<string>
  isShared: boolean
}

/**
 * The system counts what it cannot send in a network of its own. Who tried is known by who ran at that moment, so the
 * counters are read whenever a program begins or ends. A program that swallows the error comes to light by this, in
 * whatever language; but not where it was.
 */
export class UnreachableCounter {
  readonly #read: () => ReadonlyMap<string, number>
  readonly #running = new Set<Watched>()
  #last: ReadonlyMap<string, number> = new Map()

  /** `read`: how often something of each kind was refused until now. */
  constructor(read: () => ReadonlyMap<string, number> = readCounters) {
    this.#read = read
  }

  /** Runs a program, and says what was refused meanwhile. */
  async during<T>(run: () => Promise<T>): Promise<[result: T, unreachable: Unreachable]> {
    this.#note()
    const watched: Watched = { addresses: new Set(), isShared: false }
    this.#running.add(watched)
    try {
      const result = await run()
      this.#note()
      return [result, { addresses: [...watched.addresses], isShared: watched.isShared }]
    } finally {
      this.#running.delete(watched)
    }
  }

  #note(): void {
    const now = this.#read()
    for (const [address, count] of now) {
      if (count === (this.#last.get(address) ?? 0)) continue
      for (const watched of this.#running) {
        watched.addresses.add(address)
        watched.isShared ||= this.#running.size > 1
      }
    }
    this.#last = now
  }
}

/** Of this process. */
export const unreachable = new UnreachableCounter()

let isOwn: boolean | undefined
let asksItself: boolean | undefined

function readCounters(): ReadonlyMap<string, number> {
  isOwn ??= hasOwnNetwork()
  if (!isOwn) return new Map()
  const [four, six] = [readOrNothing('/proc/self/net/snmp'), readOrNothing('/proc/self/net/snmp6')]
  const noRoutes = counterOf(four, 'Ip', 'OutNoRoutes') + Number(/^Ip6OutNoRoutes\s+(\d+)$/m.exec(six)?.[1] ?? 0)
  // Where names are asked for on this machine, nobody answers in here.
  asksItself ??= /^nameserver\s+127\./m.test(readOrNothing('/etc/resolv.conf'))
  const unheard = asksItself ? counterOf(four, 'Udp', 'NoPorts') : 0
  return new Map([
    ['another machine', noRoutes],
    ['a server of names', unheard],
  ])
}

/** The files have a line of names, and one of numbers below it, each behind the name of a protocol. */
function counterOf(text: string, protocol: string, name: string): number {
  const [names, numbers] = text.split('\n').filter((line) => line.startsWith(`${protocol}: `))
  const at = names?.split(' ').indexOf(name) ?? -1
  return at === -1 ? 0 : Number(numbers?.split(' ')[at] ?? 0)
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
