import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Hands something from the process of vitest to those of its tests. */
export interface ServedValue {
  readonly address: string
  close(): void
}

/**
 * Answers each request with what `make` makes, as JSON, or says why it cannot be made: a run of vitest that asks for
 * nothing pays nothing.
 */
export async function serveWhenAsked(make: () => Promise<unknown>): Promise<ServedValue> {
  const server = createServer(async (_, response) => {
    const [status, answer] = await make().then(
      (value) => [200, JSON.stringify(value)] as const,
      (error: Error) => [500, error.message] as const,
    )
    response.writeHead(status).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What such a server has, in a test. @throws Error with what went wrong when it was made. */
export async function askFor<T>(address: string): Promise<T> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as T
}
