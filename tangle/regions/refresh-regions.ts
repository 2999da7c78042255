import type { Block } from '../model/block.ts'
import { replaceContent } from '../write/replace-content.ts'
import { type ReadRegion, type RegionProject, readRegions } from './read-regions.ts'
import { isShown, linesToShow } from './shown-lines.ts'

/** A page whose blocks show what the files say now. */
export interface RefreshedPage {
  readonly page: string
  readonly text: string
  readonly blocks: readonly Block[]
}

/** Puts the lines of files in place of what the pages show of them. Writes nothing. */
export async function refreshRegions(
  project: RegionProject,
  isTarget: (value: string) => boolean,
): Promise<RefreshedPage[]> {
  const regions = await readRegions(project, isTarget)
  const edits = regions.flatMap((region) => editOf(region) ?? [])
  return project.tangled.pages.flatMap((page) => {
    const own = edits.filter(({ block }) => block.page === page.path).sort((a, b) => b.block.index - a.block.index)
    if (own.length === 0) return []
    const text = own.reduce((current, { block, lines }) => replaceContent(current, block, lines), page.text)
    return [{ page: page.path, text, blocks: own.map(({ block }) => block).reverse() }]
  })
}

function editOf({ reference, lines }: ReadRegion): { block: Block; lines: readonly string[] } | undefined {
  const { block, region } = reference
  if (!block || lines === undefined) return undefined
  const shown = block.lines.map(({ text }) => text)
  const wanted = linesToShow(shown, lines, region)
  return wanted === undefined || isShown(shown, wanted) ? undefined : { block, lines: wanted }
}
