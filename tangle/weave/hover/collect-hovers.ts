import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { excerptedTarget } from '../../check/excerpts/check-excerpts.ts'
import { isTypeChecked } from '../../check/types/check-types.ts'
import type { TypesCompiler } from '../../check/types/compiler.ts'
import { findCompiler } from '../../check/types/find-compiler.ts'
import { TypesCache } from '../../check/types/types-cache.ts'
import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { StateFolder } from '../../state/state-folder.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { isTwoslash, shownLines } from '../shown-lines.ts'
import { type PageMap, SiteMap } from '../site-map.ts'
import type { SiteScope } from '../site-scope.ts'
import type { PlainBlocks } from '../weave-options.ts'
import { isKeptTarget, type NamedInfo, type TargetName } from './kept-names.ts'
import { type BlockName, namesOfBlocks, namesOfExcerpt } from './names-of-blocks.ts'
import type { PageHovers } from './page-hovers.ts'
import { fenceOf, findPlainTargets, isPlain, plainId } from './plain-targets.ts'
import { TypeService } from './type-service.ts'

/** The types of a page, before a reference has been asked for its names. */
export interface FoundHovers {
  readonly infos: readonly NamedInfo[]
  readonly code: PageHovers['code']
}

/** The types of the pages of one state of a project, each asked for when it is needed. */
export interface ProjectHovers {
  /** The pages of the site that have code with an id, whether or not anything is known about its names. */
  readonly pages: readonly string[]
  /** What is known about the names on a page; nothing for a page without code. */
  of(page: string): Promise<FoundHovers | undefined>
  /** Keeps in the state of the project what has been found out, so that nobody waits for it the next time. */
  keep(): void
}

export interface HoverCollectorOptions extends SiteScope {
  /** Which blocks that nobody has named have types, too. Default none. */
  readonly plainBlocks?: PlainBlocks
  /** Default: the TypeScript of the project. */
  readonly compiler?: TypesCompiler | undefined
  /** Whether it is said where names are declared, for a reference. Default false. */
  readonly withDeclared?: boolean
}

/** How many sites of a project are kept, each with other pages or options. */
const keptSites = 4

/** Collects hovers. The program is kept from one state of the project to the next. */
export class HoverCollector {
  readonly #options: HoverCollectorOptions
  readonly #plainBlocks: PlainBlocks
  #service: TypeService | undefined

  constructor(options: HoverCollectorOptions = {}) {
    this.#options = options
    this.#plainBlocks = options.plainBlocks ?? false
  }

  /**
   * What pages show of a project. Without TypeScript, or in a project that is not type-checked, nothing is known about
   * any name.
   *
   * @throws ConfigError if the tsconfig cannot be used.
   */
  collect(project: Project): ProjectHovers {
    const siteMap = new SiteMap(project, this.#options)
    const pages = [...siteMap.pages.values()].filter(
      (page) =>
        siteMap.placeOfPage(page.page.path) !== undefined && (hasCode(page) || hasPlainCode(page, this.#plainBlocks)),
    )
    let names: Promise<NamesOfProject> | undefined
    return {
      pages: pages.map(({ page }) => page.path),
      of: async (path) => {
        const page = pages.find((candidate) => candidate.page.path === path)
        if (!page) return undefined
        names ??= this.#open(project, siteMap).then((opened) => new NamesOfProject(project, opened))
        return collectPage(page, await names, this.#plainBlocks)
      },
      keep: () => this.#service?.keep(),
    }
  }

  async #open(project: Project, siteMap: SiteMap): Promise<OpenedTypes | undefined> {
    // A site needs no TypeScript: then its code is only read.
    const compiler = hasTypes(project) ? (this.#options.compiler ?? findCompiler(project.root)) : undefined
    if (!compiler) return undefined
    const isOnDisk = project.fileSystem instanceof NodeFileSystem
    this.#service ??= new TypeService(compiler, {
      withDeclared: this.#options.withDeclared ?? false,
      cache: isOnDisk ? new TypesCache(new StateFolder(project.root), keptSites, 'hovers', isKeptTarget) : undefined,
    })
    const isShown = (page: string) => siteMap.placeOfPage(page) !== undefined
    const plain =
      this.#plainBlocks === false ? undefined : await findPlainTargets(project, compiler, this.#plainBlocks, isShown)
    const targets = [...targetsOf(project), ...(plain?.targets ?? [])]
    this.#service.update(project, targets, plain)
    return { service: this.#service, targets }
  }
}

interface OpenedTypes {
  readonly service: TypeService
  readonly targets: readonly Target[]
}

/** Names of the targets and blocks of a project, and what they are. */
class NamesOfProject {
  readonly #project: Project
  readonly #service: TypeService | undefined
  readonly #names = new Map<Target, readonly TargetName[]>()
  readonly #blocks: ReadonlyMap<Block, readonly BlockName[]>

  constructor(project: Project, opened: OpenedTypes | undefined) {
    this.#project = project
    this.#service = opened?.service
    for (const target of opened?.targets ?? []) this.#names.set(target, opened?.service.namesIn(target) ?? [])
    this.#blocks = namesOfBlocks([...this.#names.keys()], (target) => this.inTarget(target))
  }

  inTarget(target: Target): readonly TargetName[] {
    return this.#names.get(target) ?? []
  }

  inBlock(block: Block): readonly BlockName[] {
    const value = block.attributes.get('excerpt')?.value
    const target = value === undefined ? undefined : excerptedTarget(value, this.#project)
    return target ? namesOfExcerpt(block, target, this.inTarget(target)) : (this.#blocks.get(block) ?? [])
  }

  describe({ target, offset }: Pick<BlockName, 'target' | 'offset'>): NamedInfo | undefined {
    return this.#service?.describe(target, offset)
  }
}

function collectPage(pageMap: PageMap, names: NamesOfProject, plainBlocks: PlainBlocks): FoundHovers {
  const { ids, sections, page } = pageMap
  const infos = new Map<string, number>()
  const code: Record<string, readonly number[]> = {}
  const add = (id: string, found: readonly BlockName[]) => {
    const spans = found.flatMap((name) => {
      const info = names.describe(name)
      if (!info) return []
      const key = JSON.stringify(info)
      const index = infos.get(key) ?? infos.size
      infos.set(key, index)
      return [name.line, name.column, name.length, index]
    })
    if (spans.length > 0) code[id] = spans
  }
  for (const [block, id] of ids) add(id, names.inBlock(block))
  for (const block of page.blocks) {
    if (isPlain(block, pageMap, plainBlocks)) add(plainId(block), onShownLines(names.inBlock(block), block, page))
  }
  for (const { target, id } of sections) {
    const found = names.inTarget(target)
    add(
      id,
      found.map(({ line, column, text, offset }) => ({ line, column, length: text.length, target, offset })),
    )
  }
  return { infos: [...infos.keys()].map((key): NamedInfo => JSON.parse(key)), code }
}

function hasCode({ ids, sections }: PageMap): boolean {
  return ids.size > 0 || sections.length > 0
}

function hasPlainCode(page: PageMap, plainBlocks: PlainBlocks): boolean {
  return page.page.blocks.some((block) => isPlain(block, page, plainBlocks))
}

/** A reader does not see what a block says to twoslash. */
function onShownLines(names: readonly BlockName[], block: Block, page: Page): BlockName[] {
  if (!isTwoslash(fenceOf(block, page))) return [...names]
  const places = new Map(shownLines(block.lines.map(({ text }) => text)).map((line, at) => [line, at]))
  return names.flatMap((name) => {
    const line = places.get(name.line)
    return line === undefined ? [] : [{ ...name, line }]
  })
}

/** Not where the configuration switches them off, or names a tsconfig that is not there. */
function hasTypes({ root, config: { types } }: Project): boolean {
  return types !== false && (types?.tsconfig === undefined || existsSync(resolve(root, types.tsconfig)))
}

/** The same targets as the check looks at, and those in JavaScript. */
function targetsOf(project: Project): Target[] {
  return project.tangled.targets.filter(({ path, text }) =>
    isTypeChecked(project, { path: path.replace(/\.([cm]?)jsx?$/, '.$1ts'), text }),
  )
}
