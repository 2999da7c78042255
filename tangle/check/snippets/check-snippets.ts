import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { findContext } from '../../snippets/find-context.ts'
import { findOwnPackages, linkOwnPackages, type OwnPackage } from '../../snippets/own-packages.ts'
import { readSnippets, type UnreadableBlock } from '../../snippets/read-snippets.ts'
import { findShownImports } from '../../snippets/shown-imports.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { groupBy } from '../../snippets/group-by.ts'
import { listOf } from '../../snippets/syntax.ts'
import { reachesOut, type SnippetTarget } from '../../snippets/virtual-target.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { proofOf } from '../block-proof.ts'
import type { CompilerError, TypesCompiler } from '../types/compiler.ts'
import { TypesCache } from '../types/types-cache.ts'
import { judgeTarget, type SnippetVerdict } from './judge-target.ts'
import { missingNames, type PlannedSnippet, planTarget } from './plan-targets.ts'
import { createProbe, platformReferences, type ProbeAnswer, probeFolder, readAnswer } from './probe.ts'
import { type CompiledGroup, SnippetCompiler } from './snippet-compiler.ts'

/** What came out of the plain blocks of a project. */
export interface CheckedSnippets {
  readonly verdicts: readonly SnippetVerdict[]
  readonly unreadable: readonly UnreadableBlock[]
}

/** Type-checks all plain blocks of a project, as far as they can be known (plain blocks, 3). */
export async function judgeSnippets(project: Project, compiler: TypesCompiler): Promise<CheckedSnippets> {
  const pages = project.tangled.pages.map((page) => readSnippets(page, (block) => isPlain(block, project)))
  const unreadable = pages.flatMap((page) => page.unreadable)
  const all = pages.flatMap(({ snippets }) => snippets)
  const planned = pages.flatMap(({ snippets }) =>
    snippets.filter((one) => !one.isContextOnly).map((snippet) => ({ snippet, context: findContext(snippet, snippets) })),
  )
  if (planned.length === 0) return { verdicts: [], unreadable }
  const packages = await findOwnPackages(project.fileSystem)
  const { root, tangled, config } = project
  const texts = new Map(tangled.targets.map((target) => [resolve(root, target.path), target.text]))
  for (const [path, text] of linkOwnPackages(root, packages)) texts.set(resolve(root, path), text)
  const isOnDisk = project.fileSystem instanceof NodeFileSystem
  const configFile = config.types !== false && config.types?.tsconfig ? resolve(root, config.types.tsconfig) : undefined
  const work = new SnippetCompiler({
    ...{ compiler, root, configFile, texts, makers },
    cache: isOnDisk ? new TypesCache(join(root, '.tangle', 'types')) : undefined,
  })
  try {
    const targets = new TargetPlanner(project, work, texts, packages, all).plan(planned)
    const errors = work.errorsIn(groupTargets(targets, root, work))
    return { verdicts: judgeAll(targets, errors, root), unreadable }
  } finally {
    work.close()
  }
}

/** A block that nothing else keeps true (3.1). */
export function isPlain(block: Block, project: Project): boolean {
  const proof = proofOf(block, project)
  return block.name === undefined && (proof === undefined || proof === 'skipped')
}

/** Asks the compiler which names it knows, and makes the targets accordingly. */
class TargetPlanner {
  readonly #root: string
  readonly #work: SnippetCompiler
  readonly #texts: Map<string, string>
  readonly #packages: readonly OwnPackage[]
  readonly #all: readonly Snippet[]

  constructor(
    { root }: Project,
    work: SnippetCompiler,
    texts: Map<string, string>,
    packages: readonly OwnPackage[],
    all: readonly Snippet[],
  ) {
    this.#root = root
    this.#work = work
    this.#texts = texts
    this.#packages = packages
    this.#all = all
  }

  plan(planned: readonly PlannedSnippet[]): SnippetTarget[] {
    const shown = findShownImports(this.#all)
    const byConfig = groupBy(planned, ({ snippet }) => this.#work.configOf(resolve(this.#root, snippet.block.page)))
    return [...byConfig].flatMap(([configFile, group]) => {
      const answer = this.#ask(configFile, group)
      return group.map((one) => {
        const target = planTarget(one, { answer, shown })
        this.#texts.set(resolve(this.#root, target.path), target.text)
        return target
      })
    })
  }

  #ask(configFile: string | undefined, planned: readonly PlannedSnippet[]): ProbeAnswer {
    const names = missingNames(planned)
    names.set('console', { isValue: true, isType: false })
    const modules = this.#packages.filter(({ isPrivate }) => !isPrivate).flatMap(({ name, entries }) => (entries.has('.') ? [name] : []))
    const folder = probeFolder(this.#root, configFile)
    const probe = createProbe(folder, names, modules)
    const ask = (path: string, text: string) => {
      this.#texts.set(path, text)
      return this.#work.errorsIn([{ configFile, paths: [path], declarations: [] }])
    }
    const answer = readAnswer(probe, ask(probe.path, probe.text))
    if (answer.globals.has('console')) return answer
    const wider = createProbe(folder, names, [], platformReferences)
    const second = readAnswer(wider, ask(wider.path, wider.text))
    this.#texts.set(platformFile(folder), platformReferences)
    return { ...answer, globals: second.globals }
  }
}

/** Where a platform is referred to that a tsconfig leaves out. */
function platformFile(folder: string): string {
  return join(folder, 'tangle-platform.d.ts')
}

/** Targets that nobody can tell apart share a program; a page that changes the world has one of its own (3.4). */
function groupTargets(targets: readonly SnippetTarget[], root: string, work: SnippetCompiler): CompiledGroup[] {
  const groups = new Map<string, SnippetTarget[]>()
  const changed = new Set<string>()
  for (const target of targets) {
    const { page } = target.root
    if (listOf(target.snippet.program, 'body').some(reachesOut)) changed.add(page)
    const key = JSON.stringify([work.configOf(resolve(root, page)) ?? '', changed.has(page) ? page : ''])
    groups.set(key, [...(groups.get(key) ?? []), target])
  }
  return [...groups].map(([key, group]) => {
    const [config] = JSON.parse(key) as [string]
    const configFile = config === '' ? undefined : config
    const platform = platformFile(probeFolder(root, configFile))
    return {
      configFile,
      paths: group.map(({ path }) => resolve(root, path)),
      declarations: work.has(platform) ? [platform] : [],
    }
  })
}

function judgeAll(targets: readonly SnippetTarget[], errors: readonly CompilerError[], root: string): SnippetVerdict[] {
  const byPath = groupBy(errors, ({ path }) => path)
  return targets.map((target) => judgeTarget(target, byPath.get(resolve(root, target.path)) ?? []))
}

const makers = [fileURLToPath(import.meta.url)]
export type { Page, Diagnostic }
