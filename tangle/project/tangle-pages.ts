import type { PageSource } from '../model/page.ts'
import { parseImports } from '../resolve/imports/parse-imports.ts'
import type { ResolveOptions } from '../resolve/resolve-targets.ts'
import { type Tangled, tanglePages as tangle } from '../resolve/tangle-pages.ts'

/**
 * Pages in, targets out: the whole of tangling but for the disk. Never throws for what the pages contain. Imports are
 * found by a parser that is native to the platform; in a browser, `@parley/tangle/core` is given one, or moves none.
 */
export function tanglePages(sources: readonly PageSource[], options: ResolveOptions = {}): Tangled {
  return tangle(sources, { importFinder: parseImports, ...options })
}
