/** Ways out of a worker that a program in a page does not have. */
const waysOut = [
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'importScripts',
  'indexedDB',
  'caches',
  'BroadcastChannel',
  'SharedWorker',
  'Worker',
  'postMessage',
  'close',
  'navigator',
]

/** Puts values in the place of global ones, also of those that are inherited. */
export function replaceGlobals(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    for (
      let owner: object | null = globalThis;
      owner && owner !== Object.prototype;
      owner = Object.getPrototypeOf(owner)
    ) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, name)
      if (owner === globalThis || descriptor?.configurable) {
        Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: false })
      }
    }
  }
}

/** Takes away every way to reach anything but what the world of the site gives. */
export function restrictGlobals(): void {
  replaceGlobals(Object.fromEntries(waysOut.filter((name) => name in globalThis).map((name) => [name, undefined])))
}
