import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { serveWhenAsked } from '../serve-when-asked.ts'
import { type Packed, packPackages } from './pack-packages.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the packed packages. */
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
  const server = await serveWhenAsked(() => {
    packing ??= pack()
    return packing
  })
  project.provide('packedAddress', server.address)
  return async () => {
    server.close()
    await Promise.allSettled([packing])
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
