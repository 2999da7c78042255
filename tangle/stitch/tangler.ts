import { tangleEntangledProject } from '../entangled/index.ts'
import type { Page, PageSource } from '../model/page.ts'
import { parsePage } from '../parse/parse-page.ts'
import { type Project, resolveOptions } from '../project/project.ts'
import { indexBlocks } from '../resolve/block-index.ts'
import type { ImportFinder } from '../resolve/imports/import-scan.ts'
import { resolveTargets } from '../resolve/resolve-targets.ts'
import { tanglePages } from '../resolve/tangle-pages.ts'
import { sortPages, type Tangled, TangledPages } from '../resolve/tangled.ts'

/** Tangles other texts of the pages of a project, as the project does. */
export interface Tangler {
  /** In an Entangled project blank lines have an indent, and parts have comments around them. */
  readonly isEntangled: boolean
  /** None where no import is moved. */
  readonly importFinder: ImportFinder | undefined
  /** Everything, with all that is to be said about it. */
  tangle(sources: readonly PageSource[]): Tangled
  /** One target, as fast as it goes: pages that were given before are not read again. */
  tangleOne(sources: readonly PageSource[], path: string): Tangled
}

export function createTangler({ root, config, entangled }: Pick<Project, 'root' | 'config' | 'entangled'>): Tangler {
  if (entangled) {
    const tangle = (sources: readonly PageSource[]) =>
      tangleEntangledProject(entangled.config, sources, entangled.options)
    return { isEntangled: true, importFinder: undefined, tangle, tangleOne: tangle }
  }
  const options = resolveOptions(root, config)
  const parsed = new WeakMap<PageSource, Page>()
  const parse = (source: PageSource) => {
    const page = parsed.get(source) ?? parsePage(source)
    parsed.set(source, page)
    return page
  }
  return {
    isEntangled: false,
    importFinder: config.hoistImports === false ? undefined : options.importFinder,
    tangle: (sources) => tanglePages(sources, options),
    tangleOne(sources, path) {
      const pages = sortPages(sources).map(parse)
      const index = indexBlocks(pages, options.namespaces)
      const targeted = new Map([...index.targeted].filter(([target]) => target === path))
      const { targets, diagnostics } = resolveTargets({ ...index, targeted }, options)
      return new TangledPages(pages, index, targets, [...pages.flatMap((page) => page.diagnostics), ...diagnostics])
    },
  }
}
