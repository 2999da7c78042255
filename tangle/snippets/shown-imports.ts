import type { Snippet } from './snippet.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from './syntax.ts'

/** What an import takes out of which module: `default`, `*` or a name. */
export interface ShownImport {
  readonly module: string
  readonly name: string
  /** The page, if there is just one that shows it: on the others, the name may stand for something else. */
  readonly onlyPage?: string
}

/** How many of the imports of a name must agree. */
const share = 3 / 4

/** Stands for a declaration among the imports that are counted. */
const own = ''

/**
 * The imports that the pages show, by the name that they bind: those on which three of four agree. Files of the
 * examples themselves (`./a`) are no packages (plain blocks, 3.3), and names that most examples declare are no imports.
 */
export function findShownImports(snippets: readonly Snippet[]): Map<string, ShownImport> {
  const shown = new Map<string, ShownImport>()
  for (const [local, byImport] of countImports(snippets)) {
    const total = sum(byImport)
    const found = [...byImport].find(([, { count }]) => count >= total * share)
    if (!found || found[0] === own) continue
    const [module, name] = JSON.parse(found[0]) as [string, string]
    const [onlyPage = '', ...others] = found[1].pages
    shown.set(local, { module, name, ...(others.length === 0 && { onlyPage }) })
  }
  return shown
}

/** From which share on a second module is meant now and then. */
const otherShare = 1 / 20

/**
 * The names that pages use for several things: `z` for a library and for its small edition, in tabs beside each other;
 * `server` for what a module exports, and for the parameter of a function. Each with the module that most of them import
 * it from.
 */
export function findDisputedNames(snippets: readonly Snippet[]): Map<string, string> {
  const disputed = new Map<string, string>()
  const parameters = new Set(snippets.flatMap(({ program }) => [...parameterNames(program)]))
  for (const [local, byImport] of countImports(snippets)) {
    const often = [...byImport].filter(([, { count }]) => count >= sum(byImport) * otherShare)
    const isImported = byImport.size > (byImport.has(own) ? 1 : 0)
    if (isImported && (often.length > 1 || parameters.has(local))) disputed.set(local, usualModule(byImport))
  }
  return disputed
}

/** The names that blocks bind by imports from packages. */
export function findImportedNames(snippets: readonly Snippet[]): Set<string> {
  return new Set(
    [...countImports(snippets)].flatMap(([local, byImport]) =>
      byImport.size > (byImport.has(own) ? 1 : 0) ? [local] : [],
    ),
  )
}

function usualModule(byImport: ReadonlyMap<string, Counted>): string {
  const imports = [...byImport].filter(([key]) => key !== own).sort(([, a], [, b]) => b.count - a.count)
  const [module = ''] = imports[0] ? (JSON.parse(imports[0][0]) as [string, string]) : []
  return module
}

/** The parameters of all functions of a program. */
function parameterNames(node: SyntaxNode, found = new Set<string>()): Set<string> {
  if (/Function/.test(node.type))
    for (const { type, name } of listOf(node, 'params')) if (type === 'Identifier') found.add(String(name))
  for (const child of childrenOf(node)) parameterNames(child, found)
  return found
}

interface Counted {
  count: number
  readonly pages: Set<string>
}

function sum(counts: ReadonlyMap<string, Counted>): number {
  return [...counts.values()].reduce((total, { count }) => total + count, 0)
}

function countImports(snippets: readonly Snippet[]): Map<string, Map<string, Counted>> {
  const counts = new Map<string, Map<string, Counted>>()
  for (const { names, block } of snippets) {
    for (const [local, declarations] of names.declared) {
      for (const { from } of declarations) {
        if (from && /^[./]/.test(from.module)) continue
        // A name that examples declare themselves is their own, whatever one page imports by that name.
        const key = from ? JSON.stringify([from.module, from.name]) : own
        const known = counts.get(local) ?? new Map<string, Counted>()
        const counted = known.get(key) ?? { count: 0, pages: new Set() }
        counted.count++
        counted.pages.add(block.page)
        known.set(key, counted)
        counts.set(local, known)
      }
    }
  }
  return counts
}

/** The modules that snippets import from. */
export function importedModules(snippets: readonly Snippet[]): Set<string> {
  const modules = snippets.flatMap(({ program }) => listOf(program, 'body').map((one) => childOf(one, 'source')?.value))
  return new Set(modules.filter((module) => typeof module === 'string'))
}

/** The modules of imports that are put in front of a snippet, each a whole statement. */
export function impliedModules(imports: readonly string[]): string[] {
  return imports.flatMap((line) => /from ["']([^"']+)["']/.exec(line)?.[1] ?? [])
}
