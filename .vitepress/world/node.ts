import { createMock, type MockOptions } from './mock.ts'
import { servers } from './servers.ts'

/** Ports are counted from here where a program does not ask for one. */
const firstPort = 49_152

let next = firstPort

/** `@parley/sdk/node` in a page: a mock that is served is found at its address by the same page, and by nobody else. */
export async function serveMock(options: MockOptions & { readonly port?: number } = {}) {
  const port = options.port || next++
  const address = `http://localhost:${port}`
  if (servers.has(address)) throw new Error(`Port ${port} is in use. Choose another one, or 0 for any free port.`)
  const mock = createMock(options)
  servers.set(address, mock.fetch)
  const origin = options.origin ?? address
  return {
    origin,
    port,
    mock,
    environment: mock.environment(origin),
    async close() {
      servers.delete(address)
      mock.close()
    },
  }
}
