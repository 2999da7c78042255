import { fetches, stackHere } from './refuse.ts'
import { isThisMachine } from './this-machine.ts'

/** Only remembers who called: the connection itself is refused where all are. */
export function guardFetch(): void {
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
