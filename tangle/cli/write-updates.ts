import type { Diagnostic } from '../model/diagnostic.ts'
import { formatLocation } from '../model/location.ts'
import type { Project } from '../project/project.ts'
import type { CommandPageResult } from '../run/commands/run-page.ts'
import { updateCommands } from '../run/commands/update-commands.ts'
import { type PageUpdate, updateExpectations } from '../run/compare/update-expectations.ts'
import type { ExampleResult } from '../run/run-example.ts'
import type { Terminal } from './terminal.ts'

/** Writes what came out into the pages and shows the differences. Returns what that does not mend. */
export async function writeUpdates(
  project: Project,
  examples: readonly ExampleResult[],
  pages: readonly CommandPageResult[],
  terminal: Terminal,
): Promise<Diagnostic[]> {
  const updates = updateExpectations(project.tangled.pages, examples)
  const current = new Map(project.tangled.pages.map(({ path, text }) => [path, text]))
  for (const { page, text } of updates) current.set(page, text)
  const commandUpdates = pages.map((result) => {
    const path = result.page.page
    const update = updateCommands(
      { path, text: current.get(path) ?? '' },
      result,
      project.config.examples?.placeholders,
    )
    if (update) current.set(path, update.text)
    return { result, update }
  })
  const all: PageUpdate[] = [...updates, ...commandUpdates.flatMap(({ update }) => update ?? [])]
  for (const path of new Set(all.map(({ page }) => page))) await project.fileSystem.write(path, current.get(path) ?? '')
  for (const { differences } of all)
    for (const { block, text } of differences) terminal.out(`\nupdated ${formatLocation(block.fence)}\n${text}\n`)
  return [
    ...examples.flatMap(({ diagnostics }) => (updates.length > 0 && diagnostics.every(isMendable) ? [] : diagnostics)),
    ...commandUpdates.flatMap(({ result, update }) => update?.remaining ?? result.diagnostics),
  ]
}

/** An update writes what an example shows only if nothing else is wrong with it. */
function isMendable({ code }: Diagnostic): boolean {
  return code === 'unexpected-output' || code === 'unexpected-transcript'
}
