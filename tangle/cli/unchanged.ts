import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { SnapshotContent } from '../project/parse-snapshot.ts'
import type { Project } from '../project/project.ts'
import { compareSnapshot, formatSnapshot, snapshotName } from '../project/snapshot.ts'
import { StateFolder } from '../state/state-folder.ts'
import type { Plan } from '../write/plan.ts'
import type { CommandContext } from './terminal.ts'

/** Files must be older than the process to be known by their times: clocks of disks go in steps of some milliseconds. */
const startedAt = performance.timeOrigin - 50

/**
 * How many targets there are, if nothing has changed since a run that found them all right. `undefined` if something
 * has, or may have.
 */
export async function countUnchanged({ root, configFile, reporter }: CommandContext): Promise<number | undefined> {
  const toolchain = toolchainMark()
  if (configFile !== undefined || reporter !== 'human' || toolchain === undefined) return undefined
  const check = await compareSnapshot(root, toolchain, async (pages, ignore) => {
    const { NodeFileSystem } = await import('../write/node-file-system.ts')
    return new NodeFileSystem(root).glob(pages, ignore)
  })
  if (check?.isStale) writeSnapshot(root, check.content)
  return check?.targetCount
}

/** Remembers a project of which all targets are right, and about which nothing was reported. */
export async function rememberUnchanged(project: Project, plan: Plan, { configFile }: CommandContext): Promise<void> {
  const toolchain = toolchainMark()
  if (toolchain === undefined || configFile !== undefined || project.entangled || !plan.isComplete) return
  const { toSnapshot } = await import('../project/to-snapshot.ts')
  const content = await toSnapshot(project, plan, toolchain)
  if (content) writeSnapshot(project.root, content)
}

function writeSnapshot(root: string, content: SnapshotContent): void {
  const text = formatSnapshot(root, content, startedAt)
  if (text !== undefined) new StateFolder(root).keep(snapshotName, text)
}

/** Which toolchain this is. In a checkout its sources may change at any time, so there nothing is remembered. */
function toolchainMark(): string | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined
  const { version } = createRequire(import.meta.url)('../../package.json')
  return `${version} ${process.version} ${statSync(fileURLToPath(import.meta.url)).mtimeMs}`
}
