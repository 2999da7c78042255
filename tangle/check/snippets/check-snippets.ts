import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Block } from '../../model/block.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { regionOf } from '../../regions/region-reference.ts'
import { exporterChooser } from '../../snippets/choose-exporter.ts'
import { findContext } from '../../snippets/find-context.ts'
import { groupBy } from '../../snippets/group-by.ts'
import { readJsDoc } from '../../snippets/jsdoc/read-jsdoc.ts'
import { findJsxSourceOfPages, jsxSources } from '../../snippets/jsx-source.ts'
import { isJavaScript, snippetLanguage } from '../../snippets/languages.ts'
import { findOwnPackages, linkOwnPackages } from '../../snippets/own-packages.ts'
import { findPastPages } from '../../snippets/past-pages.ts'
import { isInProject, readPrelude } from '../../snippets/prelude.ts'
import { readSnippets, type UnreadableBlock } from '../../snippets/read-snippets.ts'
import { findRivals } from '../../snippets/rival-packages.ts'
import {
  findDisputedNames,
  findImportedNames,
  findShownImports,
  importedModules,
} from '../../snippets/shown-imports.ts'
import { blocksConfig, type SnippetSettings, settingsOf } from '../../snippets/snippet-settings.ts'
import { findSurroundingPackages } from '../../snippets/surrounding-packages.ts'
import { findUntypedPages } from '../../snippets/untyped-pages.ts'
import type { SnippetTarget } from '../../snippets/virtual-target.ts'
import { linkToSources, linkWorkspaceModules } from '../../snippets/workspace-modules.ts'
import { StateFolder } from '../../state/state-folder.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { proofOf } from '../proof/block-proof.ts'
import { hasCheckJs } from '../types/check-js.ts'
import type { TypesCompiler } from '../types/compiler.ts'
import { TypesCache } from '../types/types-cache.ts'
import { findAddedMembers } from './added-members.ts'
import { findClassMembers } from './class-members.ts'
import { groupTargets, type World, worldOf } from './group-targets.ts'
import { findOmittedTypes, judgeTarget, type SnippetVerdict } from './judge-target.ts'
import { MissingPeers } from './missing-peers.ts'
import { textsOf } from './said-bounds.ts'
import { findShownArguments } from './shown-arguments.ts'
import { type CompiledGroup, SnippetCompiler } from './snippet-compiler.ts'
import { TargetPlanner } from './target-planner.ts'

/** What came out of the plain blocks of a project. */
export interface JudgedSnippets {
  readonly verdicts: readonly SnippetVerdict[]
  readonly unreadable: readonly UnreadableBlock[]
  /** The blocks that were only parsed, for want of a compiler. */
  readonly unchecked: readonly Block[]
  /** The tsconfigs that cannot be used, absolute, and why. */
  readonly unusable: ReadonlyMap<string, string>
  readonly unknownOptions: SnippetCompiler['unknownOptions']
  readonly settings: ReadonlyMap<string, SnippetSettings>
  /** Everything that was compiled and is not on the disk, by absolute path. */
  readonly texts: ReadonlyMap<string, string>
  /** How they were compiled: those that are judged, and that no page says of what was. */
  readonly groups: readonly CompiledGroup[]
  /** Packages that were found in another package of the workspace: where they were sought, and where they are. */
  readonly links: ReadonlyMap<string, string>
  /** Comments of JSDoc with examples, each as a page. */
  readonly comments: readonly Page[]
  /** The compiler at work, which can be asked about names in the modules of the snippets. None where none was asked. */
  readonly work: SnippetCompiler | undefined
}

export interface JudgeOptions {
  /** Which blocks are judged; the others are there as context. Default: all. */
  readonly isWanted?: (block: Block) => boolean
  /** Whether JavaScript is among them. Default: as the configuration or the tsconfig says. */
  readonly js?: boolean
  /** Whether the compiler is left at work, for whoever closes it. Default: no. */
  readonly isLeftOpen?: boolean
}

/**
 * Type-checks all plain blocks of a project, as far as they can be known (plain blocks, 3).
 *
 * @param compiler Without one, blocks are only parsed.
 * @throws ConfigError if a tsconfig, a prelude, or the compiler cannot be used.
 */
export async function judgeSnippets(
  project: Project,
  compiler: TypesCompiler | undefined,
  { isWanted = () => true, js, isLeftOpen = false }: JudgeOptions = {},
): Promise<JudgedSnippets> {
  const { root, config, tangled } = project
  const texts = new Map(tangled.targets.map((target) => [resolve(root, target.path), target.text]))
  const isThere = (path: string) => isInProject(root, path, texts)
  const { jsdoc } = blocksConfig(config) ?? {}
  const packages = jsdoc ? await findOwnPackages(project.fileSystem) : undefined
  const comments = packages
    ? await readJsDoc(root, project.fileSystem, packages, config.coverage?.entryPoints ?? [])
    : []
  const settings = new Map(
    [...tangled.pages, ...comments].map((page) => [page.path, settingsOf(page, config, isThere)]),
  )
  const reads = isRead(project, js)
  // Where all blocks are named, none of them is looked into.
  const hasPlain = tangled.pages.some((page) => page.blocks.some((block) => reads(block, page)))
  const sources = [...(hasPlain ? tangled.pages : []), ...comments]
  const isPast = findPastPages(sources.map(({ path }) => path))
  // Each comment of a source is a page, all with its path.
  const before = new Map<string, number>()
  const pages = sources.map((page) => {
    const count = before.get(page.path) ?? 0
    before.set(page.path, count + page.blocks.length)
    return readSnippets(page, (block) => reads(block, page), isPast(page.path), count)
  })
  const unreadable = pages.flatMap((page) => page.unreadable)
  const planned = pages.flatMap(({ snippets }) =>
    snippets.flatMap((snippet) =>
      snippet.isContextOnly || !isWanted(snippet.block) ? [] : [{ snippet, context: findContext(snippet, snippets) }],
    ),
  )
  const unchecked = [...new Set(planned.map(({ snippet }) => snippet.block))]
  if (planned.length === 0 || !compiler)
    return {
      ...{ verdicts: [], unreadable, unchecked, unusable: new Map(), unknownOptions: new Map() },
      ...{ settings, comments, texts, links: new Map(), groups: [], work: undefined },
    }
  const all = pages.flatMap(({ snippets }) => snippets)
  const imported = importedModules(all)
  const own = [
    ...(packages ?? (await findOwnPackages(project.fileSystem))),
    ...(await findSurroundingPackages(project, imported)),
  ]
  const sourceFiles = linkOwnPackages(root, own, imported)
  for (const [path, text] of sourceFiles) texts.set(resolve(root, path), text)
  const fromSource = new Set(
    own.flatMap(({ name }) => (sourceFiles.has(`node_modules/${name}/package.json`) ? [name] : [])),
  )
  const links = new Map([
    ...linkWorkspaceModules(root, own, [...imported, ...jsxSources]),
    ...linkToSources(root, own, fromSource),
  ])
  const tsconfig = config.types === false ? undefined : config.types?.tsconfig
  const work = new SnippetCompiler({
    ...{ compiler, root, texts, links, makers },
    configFile: tsconfig === undefined ? undefined : resolve(root, tsconfig),
    cache:
      project.fileSystem instanceof NodeFileSystem
        ? new TypesCache(new StateFolder(root), keptVerdicts, 'blocks')
        : undefined,
  })
  let isDone = false
  try {
    const shown = findShownImports(all)
    const planner = new TargetPlanner({
      ...{ root, work, texts, packages: own, shown },
      chooseExporter: exporterChooser(all, own),
      jsxSourceOf: findJsxSourceOfPages(all),
    })
    const groups = groupBy(planned, (one) => worldOf(one, settings, work, root))
    const worlds = [...groups].map(([key, members]) => {
      const { configFile, prelude } = JSON.parse(key) as World
      return { members, configFile, prelude: readPrelude(root, prelude, texts) }
    })
    const peers = new MissingPeers(root, links)
    const facts = {
      disputed: findDisputedNames(all),
      addedMembers: findAddedMembers(all),
      classMembers: findClassMembers(all),
      importedNames: findImportedNames(all),
      shownArguments: findShownArguments(all),
      textOf: textsOf(sources),
      isUntyped: findUntypedPages(all),
      untyped: new Set(worlds.flatMap(({ prelude }) => prelude.untyped)),
      missingPeer: (module: string, page: string) => peers.of(module, resolve(root, dirname(page))),
    }
    const targets = planner.plan(worlds)
    // Nothing that is said about what was would be reported.
    const current = targets.filter(({ snippet }) => !snippet.isOld)
    const compiled = groupTargets(current, (target) => worldOf(target, settings, work, root), {
      ...{ root, texts, version: compiler.version, packages: own, pages: sources },
      rivalsOf: findRivals(root, own, imported),
    })
    const byPath = groupBy(work.errorsIn(compiled), ({ path }) => path)
    const errorsOf = (target: SnippetTarget) => byPath.get(resolve(root, target.path)) ?? []
    const known = { ...facts, omitsParameterTypes: findOmittedTypes(targets, errorsOf) }
    const verdicts = targets.map((target) => judgeTarget(target, errorsOf(target), known))
    isDone = true
    const { unusable, unknownOptions } = work
    return {
      ...{ verdicts, unreadable, unchecked: [], unusable, unknownOptions },
      ...{ settings, comments, texts, links, groups: compiled, work },
    }
  } finally {
    if (!isDone || !isLeftOpen) work.close()
  }
}

/** A few for each tsconfig of a workspace: those of the names, and that of the blocks. */
const keptVerdicts = 128

/** Whether a block is one that nothing else keeps true, in a language that is checked (3.1). */
function isRead(project: Project, readsJs?: boolean): (block: Block, page: Page) => boolean {
  const { js: configured, regions } = blocksConfig(project.config) ?? {}
  const js = readsJs ?? configured
  const checksJs = new Map<string, boolean>()
  const isChecked = (folder: string): boolean => {
    const known = checksJs.get(folder) ?? js ?? hasCheckJs(project.root, folder)
    checksJs.set(folder, known)
    return known
  }
  return (block, page) => {
    const proof = proofOf(block, project)
    if (block.name !== undefined || (proof !== undefined && proof !== 'skipped')) return false
    // The file that it is copied from is checked.
    if (regionOf(block, page, regions === true)) return false
    return snippetLanguage(block) !== undefined && (!isJavaScript(block) || isChecked(dirname(page.path)))
  }
}

/** The modules that make a verdict of the compiler what it is, besides the texts that it is given. */
const makers = [fileURLToPath(new URL(`./snippet-compiler${import.meta.url.slice(-3)}`, import.meta.url))]
