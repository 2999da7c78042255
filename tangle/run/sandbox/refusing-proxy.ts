import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy that lets nobody through, and remembers where they wanted to go. */
export interface RefusingProxy {
  /** On the loopback. */
  readonly url: string
  /** `host:port`, each once. */
  readonly addresses: ReadonlySet<string>
  close(): void
}

/** Starts a proxy to which programs are sent that must not reach the network: {@link runEnvironment}. */
export async function startRefusingProxy(): Promise<RefusingProxy> {
  const addresses = new Set<string>()
  const refusal = (address: string) =>
    `Network access to ${address} is refused: an example reaches nothing but this machine.\n`
  const server = createServer((request, response) => {
    const address = addressOf(request.url ?? '')
    // Without one, it is taken for an ordinary server: that leads nowhere.
    if (address !== undefined) addresses.add(address)
    response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' }).end(refusal(address ?? 'nobody'))
  })
  // How a client asks a proxy for a connection of its own, for HTTPS above all.
  server.on('connect', ({ url = '' }, socket) => {
    addresses.add(url)
    socket.on('error', () => {})
    socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${refusal(url)}`)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, resolve)
  })
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    addresses,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function addressOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}
