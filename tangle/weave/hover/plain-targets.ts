import { type JudgedSnippets, judgeSnippets } from '../../check/snippets/check-snippets.ts'
import type { TypesCompiler } from '../../check/types/compiler.ts'
import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { snippetLanguage } from '../../snippets/languages.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import { isTwoslash } from '../shown-lines.ts'
import type { PageMap } from '../site-map.ts'
import type { PlainBlocks } from '../weave-options.ts'

/** The blocks that nobody has named, as modules that are never written. */
export interface PlainTargets extends Pick<JudgedSnippets, 'texts' | 'links' | 'groups'> {
  readonly targets: readonly Target[]
}

/**
 * What `tangle check` makes of the plain blocks of a project. None where it leaves them alone.
 *
 * @param isShown Which pages count, by their paths. Default: all.
 */
export async function findPlainTargets(
  project: Project,
  compiler: TypesCompiler,
  which: PlainBlocks,
  isShown: (page: string) => boolean = () => true,
): Promise<PlainTargets> {
  if (blocksConfig(project.config) === undefined) return { targets: [], texts: new Map(), links: new Map(), groups: [] }
  const pages = new Map(project.tangled.pages.map((page) => [page.path, page]))
  const isWanted = (block: Block) =>
    isShown(block.page) && (which === true || isTwoslash(fenceOf(block, pages.get(block.page))))
  // A reader asks for types of JavaScript, too, whether or not somebody checks them.
  const { verdicts, ...judged } = await judgeSnippets(project, compiler, { isWanted, js: true })
  return { ...judged, targets: verdicts.map(({ target }) => target) }
}

/** The line that opens a block. */
export function fenceOf({ fence }: Pick<Block, 'fence'>, page: Pick<Page, 'lines'> | undefined): string {
  return page?.lines[fence.start.line] ?? ''
}

/** Whether a block of a page is shown, in a language with types, and has no id by which it is known; which of these are wanted. */
export function isPlain(block: Block, { ids, page }: Pick<PageMap, 'ids' | 'page'>, which: PlainBlocks): boolean {
  const isKnown = block.hidden || ids.has(block) || block.target !== undefined
  if (isKnown || which === false || snippetLanguage(block) === undefined) return false
  return which === true || isTwoslash(fenceOf(block, page))
}

/** What the code of a plain block is filed under: the line where its fence opens, counted from 1. */
export function plainId({ fence }: Pick<Block, 'fence'>): string {
  return `L${fence.start.line + 1}`
}
