import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Packed, packPackages } from './pack-packages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the packed packages, as JSON, as soon as they are packed, or says why they are not. */
    readonly packedAddress: string
  }
}

/** Both packages are packed when the first test asks for them, once for a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let folder: string | undefined
  let packing: Promise<Packed> | undefined
  const pack = async () => {
    folder = await mkdtemp(join(tmpdir(), 'packed '))
    return packPackages(folder)
  }
  const server = createServer(async (_, response) => {
    packing ??= pack()
    const [status, answer] = await packing.then(
      (packed) => [200, JSON.stringify(packed)] as const,
      (error: Error) => [500, error.message] as const,
    )
    response.writeHead(status).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  project.provide('packedAddress', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.closeAllConnections()
    server.close()
    await Promise.allSettled([packing])
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
