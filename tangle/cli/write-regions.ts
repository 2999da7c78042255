import { excerptedTarget } from '../check/excerpts/check-excerpts.ts'
import { formatLocation } from '../model/location.ts'
import type { Project } from '../project/project.ts'
import { refreshRegions } from '../regions/refresh-regions.ts'
import type { Terminal } from './terminal.ts'

/** Writes the lines of files into the pages that show them. Returns whether a page is another one now. */
export async function writeRegions(project: Project, terminal: Terminal): Promise<boolean> {
  const { fileSystem, tangled } = project
  const pages = await refreshRegions(project, (value) => excerptedTarget(value, project) !== undefined)
  for (const { page, text, blocks } of pages) {
    const before = tangled.pages.find(({ path }) => path === page)?.text
    await fileSystem.write(page, text, before === undefined ? {} : { before })
    for (const block of blocks) terminal.out(`updated ${formatLocation(block.fence)}\n`)
  }
  return pages.length > 0
}
