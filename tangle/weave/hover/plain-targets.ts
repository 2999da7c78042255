import { judgeSnippets } from '../../check/snippets/check-snippets.ts'
import type { TypesCompiler } from '../../check/types/compiler.ts'
import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { snippetLanguage } from '../../snippets/languages.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import type { PageMap } from '../site-map.ts'

/** The blocks that nobody has named, as modules that are never written. */
export interface PlainTargets {
  readonly targets: readonly Target[]
  /** What they are compiled with and is not on the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>
}

/** What `tangle check` makes of the plain blocks of a project. None where it leaves them alone. */
export async function findPlainTargets(project: Project, compiler: TypesCompiler): Promise<PlainTargets> {
  if (blocksConfig(project.config) === undefined) return { targets: [], texts: new Map() }
  const { verdicts, texts } = await judgeSnippets(project, compiler)
  return { targets: verdicts.map(({ target }) => target), texts }
}

/** Whether a block of a page is shown, in a language with types, and has no id by which it is known. */
export function isPlain(block: Block, { ids }: Pick<PageMap, 'ids'>): boolean {
  return !block.hidden && !ids.has(block) && block.target === undefined && snippetLanguage(block) !== undefined
}

/** What the code of a plain block is filed under: the line where its fence opens, counted from 1. */
export function plainId({ fence }: Pick<Block, 'fence'>): string {
  return `L${fence.start.line + 1}`
}
