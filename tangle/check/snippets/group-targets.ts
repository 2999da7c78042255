import { basename, dirname, join, resolve } from 'node:path'
import type { Page } from '../../model/page.ts'
import { groupBy } from '../../snippets/group-by.ts'
import { findLoadedPackages } from '../../snippets/loaded-packages.ts'
import type { OwnPackage } from '../../snippets/own-packages.ts'
import type { RivalsOf } from '../../snippets/rival-packages.ts'
import { impliedModules, importedModules } from '../../snippets/shown-imports.ts'
import type { SnippetSettings } from '../../snippets/snippet-settings.ts'
import { listOf } from '../../snippets/syntax.ts'
import { reachesOut, type SnippetTarget } from '../../snippets/virtual-target.ts'
import { strictDefaults } from '../types/strict-defaults.ts'
import type { PlannedSnippet } from './plan-targets.ts'
import type { CompiledGroup, SnippetCompiler } from './snippet-compiler.ts'
import { platformFile } from './target-planner.ts'

/** What snippets must have in common to be compiled together. */
export interface World {
  readonly configFile?: string
  readonly prelude: readonly string[]
}

/** The world of a snippet, as a key. */
export function worldOf(
  one: Pick<PlannedSnippet, 'snippet'>,
  settings: ReadonlyMap<string, SnippetSettings>,
  work: SnippetCompiler,
  root: string,
): string {
  const { page } = one.snippet.block
  const configFile = work.configOf(resolve(root, page))
  const world: World = { prelude: settings.get(page)?.prelude ?? [], ...(configFile !== undefined && { configFile }) }
  return JSON.stringify(world)
}

/**
 * What a tsconfig asks beyond `strict` is a rule for the code of its project. A reader who copies a block has hardly set
 * it, and other checks of this kind have codes by which they are passed by.
 */
const readersOptions = { noUncheckedIndexedAccess: false, exactOptionalPropertyTypes: false }

interface Surroundings {
  readonly root: string
  readonly texts: Map<string, string>
  /** Of the compiler. */
  readonly version: string
  readonly packages: readonly OwnPackage[]
  readonly pages: readonly Page[]
  readonly rivalsOf: RivalsOf
}

/** Targets that nobody can tell apart share a program; a page that changes the world has one of its own (3.4). */
export function groupTargets(
  targets: readonly SnippetTarget[],
  worldOfTarget: (target: SnippetTarget) => string,
  { root, texts, version, packages, pages, rivalsOf }: Surroundings,
): CompiledGroup[] {
  let count = 0
  /** A tsconfig with options of a block, which is never written. */
  const withOptions = (configFile: string | undefined, options: Readonly<Record<string, unknown>>) => {
    if (Object.keys(options).length === 0) return configFile
    const folder = configFile === undefined ? root : dirname(configFile)
    const path = join(folder, `tsconfig.tangle-block-${count++}.json`)
    const base = configFile === undefined ? {} : { extends: `./${basename(configFile)}` }
    const defaults = configFile === undefined ? strictDefaults(version) : {}
    texts.set(path, JSON.stringify({ ...base, compilerOptions: { ...defaults, ...options } }))
    return path
  }
  /** A file that imports what the pages of some targets import in other languages. */
  const loaderOf = (group: readonly SnippetTarget[]): string[] => {
    const paths = new Set(group.map(({ root: { page } }) => page))
    const imported = importedModules(
      group.flatMap(({ snippet, context }) => [snippet, ...context.map((part) => part.snippet)]),
    )
    const loaded = findLoadedPackages(
      pages.filter(({ path }) => paths.has(path)),
      packages,
      imported,
    )
    if (loaded.length === 0) return []
    const path = join(root, `tangle-loaded-${count++}.d.ts`)
    texts.set(path, `${loaded.map((name) => `import '${name}'\n`).join('')}export {}\n`)
    return [path]
  }
  const changed = new Set<string>()
  const groups = groupBy(targets, (target) => {
    const { page } = target.root
    const { program, notation, isTwoslash, block } = target.snippet
    const changes = listOf(program, 'body').some(reachesOut)
    if (changes && !isTwoslash) changed.add(page)
    // Twoslash compiles each block by itself: what one says to the whole page does not reach others.
    const isChanged = isTwoslash ? changes : changed.has(page)
    const changedBy = isChanged ? [page, isTwoslash ? block.fence.start.line : -1] : []
    const rivals = [...new Set(modulesOf(target).flatMap(rivalsOf))].sort()
    return JSON.stringify([worldOfTarget(target), [changedBy, rivals], notation.options])
  })
  return [...groups].map(([key, group]) => {
    const [world, [changedBy, rivals], options] = JSON.parse(key) as [
      string,
      [unknown[], unknown[]],
      Record<string, unknown>,
    ]
    const { configFile, prelude } = JSON.parse(world) as World
    const houseRules = configFile === undefined ? {} : readersOptions
    const platform = platformFile(root, configFile)
    const declarations = prelude.map((path) => resolve(root, path))
    return {
      configFile: withOptions(configFile, { ...houseRules, ...options }),
      paths: group.map(({ path }) => resolve(root, path)),
      isApart: changedBy.length > 0 || rivals.length > 0 || Object.keys(options).length > 0,
      declarations: [...declarations, ...loaderOf(group), ...(texts.has(platform) ? [platform] : [])],
    }
  })
}

/** The modules that a target imports. */
function modulesOf({ snippet, context, implied }: SnippetTarget): string[] {
  const all = [snippet, ...context.map((part) => part.snippet)]
  return [...importedModules(all), ...impliedModules(implied.imports)]
}
