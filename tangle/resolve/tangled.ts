import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'
import { comparePaths, sortDiagnostics } from '../model/sort-diagnostics.ts'
import { type BlockIndex, indexBlocks } from './block-index.ts'
import { checkReferences } from './check-references.ts'
import { type ResolveOptions, resolveTargets } from './resolve-targets.ts'
import { blocksOf } from './target-blocks.ts'

/** Everything that is known about a set of pages without looking at any other file. */
export interface Tangled {
  /** The pages in the order of their paths. */
  readonly pages: readonly Page[]
  /** Every block by its name and by its file. */
  readonly index: BlockIndex
  /** The files that pages define, put together, in the order of pages and blocks. */
  readonly targets: readonly Target[]
  /** The blocks that some target is made of. All others are of no use to any file. */
  readonly used: ReadonlySet<Block>
  /** In the order of pages and positions. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Tangles pages that are read already, in any order. */
export function tangleReadPages(read: readonly Page[], options: ResolveOptions = {}): Tangled {
  const pages = sortPages(read)
  const index = indexBlocks(pages, options.namespaces)
  const { targets, whole, diagnostics } = resolveTargets(index, options)
  const all = [...pages.flatMap((page) => page.diagnostics), ...checkReferences(index, whole), ...diagnostics]
  return new TangledPages(pages, index, targets, sortDiagnostics(all))
}

/** The blocks in use are looked up when somebody asks for them. */
export class TangledPages implements Tangled {
  readonly pages: readonly Page[]
  readonly index: BlockIndex
  readonly targets: readonly Target[]
  readonly diagnostics: readonly Diagnostic[]
  #used: ReadonlySet<Block> | undefined

  constructor(
    pages: readonly Page[],
    index: BlockIndex,
    targets: readonly Target[],
    diagnostics: readonly Diagnostic[],
  ) {
    this.pages = pages
    this.index = index
    this.targets = targets
    this.diagnostics = diagnostics
  }

  get used(): ReadonlySet<Block> {
    this.#used ??= new Set(this.targets.flatMap((target) => [...blocksOf(target, this.index)]))
    return this.#used
  }
}

/** In the order of their paths, by code units, so that it is the same on every machine and in every language. */
export function sortPages<T extends { readonly path: string }>(pages: readonly T[]): T[] {
  return [...pages].sort((a, b) => comparePaths(a.path, b.path))
}
