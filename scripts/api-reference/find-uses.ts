import { join, relative } from 'node:path'
import ts from 'typescript'
import { originAt } from '../../tangle/model/origin-map.ts'
import type { Project } from '../../tangle/project/project.ts'
import { SiteMap } from '../../tangle/weave/site-map.ts'
import { type Api, resolveAlias } from './open-api.ts'

/** A block of a page that shows a name. */
export interface Use {
  readonly title: string
  /** Relative to the folder of the reference. */
  readonly address: string
}

/** The folders of pages, those that teach first. */
const order = ['docs/tutorials/', 'docs/guides/', 'docs/index.md', 'docs/reference/errors.md', 'docs/reference/']

const folder = 'docs/reference/api'

/**
 * Which blocks show which declaration, told by types: the programs of the pages are compiled, and each name in them
 * leads to what it stands for and, through the origin map, to the block that it was written in.
 */
export function findUses(
  project: Project,
  { root, program, checker }: Api,
): ReadonlyMap<ts.Declaration, readonly Use[]> {
  const site = new SiteMap(project, { siteFolder: 'docs' })
  const found = new Map<ts.Declaration, Map<string, Use>>()
  const rank = (page: string) => (order.findIndex((start) => page.startsWith(start)) + order.length) % order.length
  const targets = programsOf(project).sort((a, b) => rank(a.root.page) - rank(b.root.page))
  for (const target of targets) {
    const source = program.getSourceFile(join(root, target.path))
    if (!source) continue
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit)
      if (!ts.isIdentifier(node) || ts.isImportSpecifier(node.parent)) return
      const symbol = checker.getSymbolAtLocation(node)
      const declaration = symbol && resolveAlias(symbol, checker).declarations?.[0]
      if (!declaration || !/^(?:src|tangle)\//.test(pathOf(declaration, root))) return
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart())
      const block = originAt(target, { line, column: character })?.block
      const place = block && site.placeOfBlock(block)
      if (!place || place.id === undefined) return
      const uses = found.get(declaration) ?? new Map<string, Use>()
      found.set(declaration, uses)
      if (uses.has(place.page)) return
      const title = site.pages.get(place.page)?.title ?? place.page
      uses.set(place.page, { title, address: `${relative(folder, place.page)}#${place.id}` })
    }
    visit(source)
  }
  return new Map([...found].map(([declaration, uses]) => [declaration, [...uses.values()]]))
}

/** The programs of pages that the compiler reads. */
export function programsOf({ tangled }: Project) {
  return tangled.targets.filter(({ path }) => path.startsWith('examples_from_docs/') && path.endsWith('.ts'))
}

/** Relative to the root, with `/`. */
export function pathOf(node: ts.Node, root: string): string {
  return relative(root, node.getSourceFile().fileName).replaceAll('\\', '/')
}
