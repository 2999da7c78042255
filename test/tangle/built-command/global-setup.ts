import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { type BuiltCommand, buildCommand } from '../../../bench/build-command.ts'
import { serveWhenAsked } from '../../serve-when-asked.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the folder of the compiled package, and the path of its executable. */
    readonly commandAddress: string
  }
}

const toolchain = fileURLToPath(new URL('../../../tangle/', import.meta.url))

/** The command is compiled when the first test asks for it, and again if vitest watches and a source has changed. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const builds = new Map<number, Promise<BuiltCommand>>()
  const server = await serveWhenAsked(async () => {
    const changed = await lastChange()
    const build = builds.get(changed) ?? buildCommand()
    builds.set(changed, build)
    const { folder, tangle } = await build
    return { folder, tangle }
  })
  project.provide('commandAddress', server.address)
  return async () => {
    server.close()
    for (const build of await Promise.allSettled(builds.values()))
      if (build.status === 'fulfilled') await build.value.remove()
  }
}

/** When a source was changed last. */
async function lastChange(): Promise<number> {
  const entries = await readdir(toolchain, { recursive: true })
  const sources = entries.filter((path) => path.endsWith('.ts') && !/(?:^|[\\/])(?:node_modules|dist)[\\/]/.test(path))
  const times = await Promise.all(sources.map(async (path) => (await stat(join(toolchain, path))).mtimeMs))
  return Math.max(...times)
}
