import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Project } from '../../project/project.ts'
import { staleLocation, weaveTables } from '../../tables/weave-tables.ts'

/** Tables between `weave` marks that are not what their source says now. */
export async function checkTables(project: Project): Promise<Diagnostic[]> {
  const { stale, diagnostics } = await weaveTables(project)
  return [
    ...diagnostics,
    ...stale.map((text): Diagnostic => {
      const { part, before, after } = text
      const location = staleLocation(text)
      const wanted = after[location.start.line - part.opening - 1]
      return {
        code: 'stale-table',
        severity: 'error',
        message: `This is not what the source of the table says: ${[part.kind, ...part.args].join(' ')}.`,
        location,
        hint: before.every((line) => line.trim() === '')
          ? 'Run `tangle` to write it.'
          : 'Run `tangle` to write it anew.',
        ...(wanted !== undefined && wanted !== '' && { detail: `It should be:\n${wanted}` }),
      }
    }),
  ]
}
