import { availableParallelism } from 'node:os'
import type { Project } from '../../project/project.ts'
import type { CommandPage } from './collect-commands.ts'
import { listProjectFiles } from './project-files.ts'
import { type CommandPageResult, insideCommand, runCommandPage } from './run-page.ts'

export interface RunCommandsOptions {
  /** Called as each page ends, in the order in which they end. */
  readonly onResult?: (result: CommandPageResult) => void
}

/** Runs the terminal blocks of pages, several pages at once. The results are in the order of the pages. */
export async function runCommands(
  project: Project,
  pages: readonly CommandPage[],
  { onResult }: RunCommandsOptions = {},
): Promise<CommandPageResult[]> {
  if (pages.length === 0) return []
  const files = await listProjectFiles(project.root)
  const results: CommandPageResult[] = []
  const report = (at: number, result: CommandPageResult) => {
    results[at] = result
    onResult?.(result)
  }
  const doubtful: number[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < pages.length; at = next++) {
      const page = pages[at]
      if (!page) continue
      const result = await runCommandPage(project, page, files)
      if (result.isNetworkShared) doubtful.push(at)
      else report(at, result)
    }
  }
  const workers = Math.min(pages.length, project.config.examples?.concurrency ?? availableParallelism())
  await Promise.all(Array.from({ length: workers }, work))
  // Somebody reached for the network, and several ran at that moment: alone, each shows whether it was the one.
  for (const at of doubtful) {
    const page = pages[at]
    if (page) report(at, await runCommandPage(project, page, files))
  }
  return results
}

/** Why terminal blocks cannot be run here; nothing if they can. */
export function whyNoCommands(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (process.platform === 'win32') return 'commands are run by /bin/sh, which Windows does not have'
  if (environment[insideCommand]) return 'this run is itself a command of a page'
  return undefined
}
