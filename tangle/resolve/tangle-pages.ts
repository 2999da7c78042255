import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page, PageSource } from '../model/page.ts'
import { parsePage } from '../parse/parse-page.ts'
import { type BlockIndex, indexBlocks } from './block-index.ts'
import { checkReferences } from './check-references.ts'
import { type ResolveOptions, resolveTargets } from './resolve-targets.ts'

/** Everything that is known about a set of pages without looking at any other file. */
export interface Tangled {
  readonly pages: readonly Page[]
  readonly index: BlockIndex
  readonly targets: readonly Target[]
  readonly used: ReadonlySet<Block>
  /** In the order of pages and positions. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Pages in, targets out: the whole of tangling but for the disk. Never throws for what the pages contain. */
export function tanglePages(sources: readonly PageSource[], options: ResolveOptions = {}): Tangled {
  const pages = [...sources].sort((a, b) => comparePaths(a.path, b.path)).map(parsePage)
  const index = indexBlocks(pages, options.namespaces)
  const { targets, used, diagnostics } = resolveTargets(index, options)
  const all = [...pages.flatMap((page) => page.diagnostics), ...checkReferences(index), ...diagnostics]
  return { pages, index, targets, used, diagnostics: sortDiagnostics(all) }
}

/** By code units, so that the order is the same on every machine and in every language. */
function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** By file and position; what has no position comes last. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (!a.location || !b.location) return Number(!a.location) - Number(!b.location)
    const [x, y] = [a.location, b.location]
    return comparePaths(x.file, y.file) || x.start.line - y.start.line || x.start.column - y.start.column
  })
}
