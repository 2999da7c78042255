import { setTimeout } from 'node:timers/promises'
import type { TangleConfig } from '../config/config.ts'
import { configNames, loadConfig } from '../config/load-config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { FileError } from '../model/file-error.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Page } from '../model/page.ts'
import { hasCaptions, withoutFiles } from '../project/captions.ts'
import { entangledFiles, openProject, type Project, planProject, resolveOptions } from '../project/project.ts'
import { findPages, readPage } from '../project/read-pages.ts'
import { TangledPages } from '../resolve/tangled.ts'
import { freshTargets, keepBase } from '../stitch/base-store.ts'
import { applyPlan } from '../write/apply.ts'
import { ledgerPath } from '../write/ledger.ts'
import { changesAnything, type Plan } from '../write/plan.ts'
import { diskDiagnostic } from '../write/plan-diagnostics.ts'
import { WriteError } from '../write/write-error.ts'
import { LiveTangle } from './live-tangle.ts'
import { pageFolders, pageMatcher } from './page-matcher.ts'
import { noNews, type PageNews, PageTexts } from './page-texts.ts'

export interface WatchedProjectOptions {
  /** Absolute. */
  readonly root: string
  readonly configFile?: string
  readonly fileSystem: FileSystem
  /**
   * Carries edits of targets over to the pages, and returns what it wrote; `undefined` if no target is edited any more.
   * Without it such an edit is a conflict.
   */
  readonly stitch?: (open: () => Promise<Project>) => Promise<StitchResult | undefined>
}

export interface StitchResult {
  readonly written: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What came of a change. */
export interface WatchResult {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  readonly removed: readonly string[]
  /** What became of the pages that were read for it. */
  readonly pages: PageNews
  /** All that is wrong with the project now. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * A project in memory that follows its files. As with `tangle`, nothing is written while anything is wrong; what was
 * left then is written as soon as it is mended.
 */
export class WatchedProject {
  readonly #options: WatchedProjectOptions
  #config: TangleConfig = {}
  #live: LiveTangle | undefined
  /** A project of Entangled is read anew each time. */
  #isEntangled = false
  /** It, if it could be read. */
  #whole: Project | undefined
  readonly #texts = new PageTexts()
  #isPage: (path: string) => boolean = () => false
  /** `file=` outside of braces is what a site generator writes above a block. */
  #captions = false
  /** Targets that may differ from their file. */
  readonly #dirty = new Set<string>()
  /** Targets were added or taken away since the last complete plan. */
  #isOtherSet = true
  /** Targets of which the base for stitching is not kept yet. */
  readonly #unkept = new Set<string>()
  #keeping = Promise.resolve()

  constructor(options: WatchedProjectOptions) {
    this.#options = options
  }

  /** The folders in which files of the project are. */
  get folders(): Set<string> {
    const inFolders = this.targets.map((path) => path.split('/').slice(0, -1).join('/'))
    return new Set([...pageFolders(this.#config), ...(this.#config.outputs ?? []), ...inFolders])
  }

  /** Whether a change of a file can be about the project: of Entangled, other files are watched as well. */
  concerns(path: string): boolean {
    if (!this.#whole || this.#isSetting(path)) return true
    const { pages, targets } = this.#whole.tangled
    return [...pages, ...targets].some((known) => known.path === path)
  }

  /** The files that pages write. */
  get targets(): string[] {
    return this.#live ? [...this.#live.index.targeted.keys()] : this.#wholeTargets()
  }

  isWanted(path: string): boolean {
    if (this.#isSetting(path) || this.#isPage(path)) return true
    if (this.#isEntangled) return !ownPaths.has(path.split('/')[0] ?? '')
    // A folder of pages that appears.
    if ([...pageFolders(this.#config)].some((folder) => folder === path || folder.startsWith(`${path}/`))) return true
    return this.#live?.index.targeted.has(path) ?? false
  }

  /**
   * Reads the configuration, which says where files of the project are.
   *
   * @throws ConfigError if it cannot be used.
   */
  async prepare(): Promise<void> {
    const { root, configFile } = this.#options
    this.#live = undefined
    this.#whole = undefined
    this.#isOtherSet = true
    this.#isEntangled = configFile === undefined && (await this.#hasOnlyEntangled())
    // Of Entangled, the folders of pages are known when it is read: until then, all of them are watched.
    this.#config = this.#isEntangled ? {} : await loadConfig(root, configFile)
    this.#isPage = pageMatcher(this.#config)
  }

  /** Whether a page writes this file. */
  isTarget(path: string): boolean {
    return this.#live ? this.#live.index.targeted.has(path) : this.targets.includes(path)
  }

  /**
   * Reads everything anew, and writes what is to be written.
   *
   * @throws ConfigError if the configuration cannot be used.
   */
  open(): Promise<WatchResult> {
    return this.#attempt(() => this.#open())
  }

  async #open(): Promise<WatchResult> {
    const { root, fileSystem } = this.#options
    await this.prepare()
    const isEmptied = ({ path, text }: Page) => this.#texts.isEmptied(path, text)
    if (this.#isEntangled) {
      const openWhole = () => openProject({ root, fileSystem })
      return this.#tangleWhole(await patiently(openWhole, ({ tangled }) => tangled.pages.some(isEmptied)))
    }
    const live = new LiveTangle(resolveOptions(root, this.#config))
    const pages = new Map<string, Page>()
    for (const path of await findPages(this.#config, fileSystem))
      pages.set(path, await patiently(() => readPage(path, fileSystem), isEmptied))
    this.#captions = await hasCaptions([...pages.values()], this.#config, fileSystem)
    if (this.#captions) for (const page of withoutFiles([...pages.values()])) pages.set(page.path, page)
    live.update(pages)
    this.#live = live
    const news = this.#texts.replace(pages.values())
    return { ...(await this.#write(live)), pages: news }
  }

  /** Whether one of these changes is about more than pages and targets that are known, so that `open` has to follow. */
  mustReopen(paths: ReadonlySet<string>): boolean {
    const { index } = this.#live ?? {}
    return (
      !index || [...paths].some((path) => this.#isSetting(path) || !(this.#isPage(path) || index.targeted.has(path)))
    )
  }

  /** Follows files that changed, came or went. Throws as `open` does; what follows then reads everything anew. */
  follow(paths: ReadonlySet<string>): Promise<WatchResult> {
    return this.#attempt(() => this.#follow(paths))
  }

  /** A file that cannot be read is a finding like any other. What is in memory is not to be trusted then. */
  async #attempt(work: () => Promise<WatchResult>): Promise<WatchResult> {
    try {
      return await work()
    } catch (error) {
      this.#live = undefined
      if (!(error instanceof FileError)) throw error
      return nothing([diskDiagnostic(error, error.path, undefined)])
    }
  }

  async #follow(paths: ReadonlySet<string>): Promise<WatchResult> {
    const live = this.#live
    if (!live) return this.#open()
    const pages = new Map<string, Page | undefined>()
    for (const path of paths) {
      if (this.#isPage(path)) pages.set(path, await this.#readPage(path))
      else this.#dirty.add(path)
    }
    const { changed, isOtherSet } = live.update(pages)
    for (const path of changed) this.#dirty.add(path)
    this.#isOtherSet ||= isOtherSet
    const news = this.#texts.update(pages)
    return { ...(await this.#write(live)), pages: news }
  }

  /** Keeps what stitching needs later. That takes longer than a change, so it is for quiet moments. */
  keepBase(): Promise<void> {
    // Who asks while it is being kept needs all of it as well.
    this.#keeping = this.#keeping.catch(() => undefined).then(() => this.#keepBase())
    return this.#keeping
  }

  async #keepBase(): Promise<void> {
    const { tangled } = this.#live ?? this.#whole ?? {}
    if (!tangled || this.#unkept.size === 0) return
    const written = new Set(this.#unkept)
    this.#unkept.clear()
    await keepBase({ tangled, fileSystem: this.#options.fileSystem }, written)
  }

  get pageCount(): number {
    return this.#live?.pages.size ?? this.#whole?.tangled.pages.length ?? 0
  }

  /** The lines of a page, for messages. */
  linesOf(path: string): readonly string[] | undefined {
    if (this.#live) return this.#live.pages.get(path)?.lines
    return this.#whole?.tangled.pages.find((page) => page.path === path)?.lines
  }

  /** `undefined` if the page is gone. */
  async #readPage(path: string): Promise<Page | undefined> {
    const isEmptied = (text: string | undefined) => this.#texts.isEmptied(path, text)
    const text = await patiently(() => this.#readFile(path), isEmptied)
    return text === undefined ? undefined : readPage(path, this.#options.fileSystem, { captions: this.#captions })
  }

  /** As globs do, this finds neither folders nor what is behind a link. */
  async #readFile(path: string): Promise<string | undefined> {
    const { fileSystem } = this.#options
    try {
      return (await fileSystem.realPath(path)) === path ? await fileSystem.read(path) : undefined
    } catch (error) {
      if (error instanceof FileError && notFiles.has(error.code ?? '')) return undefined
      throw error
    }
  }

  async #write(live: LiveTangle): Promise<WatchResult> {
    const { diagnostics } = live
    if (hasErrors(diagnostics)) return nothing(diagnostics)
    const only = this.#isOtherSet ? undefined : new Set(this.#dirty)
    const project = this.#project(live, only)
    return this.#carryOut(() => planProject(project, only ? { only } : {}), diagnostics)
  }

  /** Applies a plan, or has targets that were edited by hand stitched. */
  async #carryOut(makePlan: () => Promise<Plan>, diagnostics: readonly Diagnostic[]): Promise<WatchResult> {
    const { stitch } = this.#options
    let plan = await makePlan()
    if (stitch && plan.diagnostics.some(({ code }) => code === 'conflict')) {
      const stitched = await this.#stitch(stitch, diagnostics)
      if (stitched) return stitched
      plan = await makePlan()
    }
    const result = await this.#apply(plan, diagnostics)
    if (!hasErrors(result.diagnostics)) {
      this.#dirty.clear()
      this.#isOtherSet = false
    }
    return result
  }

  /** As much of a project as planning needs; of targets, those that are planned. */
  #project(live: LiveTangle, only: ReadonlySet<string> | undefined): Project {
    const { root, configFile, fileSystem } = this.#options
    const targets = only ? [...only].flatMap((path) => live.target(path) ?? []) : live.tangled.targets
    const tangled = new TangledPages([...live.pages.values()], live.index, targets, [])
    return { root, config: this.#config, fileSystem, tangled, ...(configFile !== undefined && { configFile }) }
  }

  async #stitch(
    stitch: NonNullable<WatchedProjectOptions['stitch']>,
    diagnostics: readonly Diagnostic[],
  ): Promise<WatchResult | undefined> {
    const { root, configFile, fileSystem } = this.#options
    await this.keepBase()
    const stitched = await stitch(() =>
      openProject({ root, fileSystem, ...(configFile !== undefined && { configFile }) }),
    )
    if (!stitched) return undefined
    const result = { ...nothing([...diagnostics, ...stitched.diagnostics]), updated: stitched.written }
    if (stitched.written.length === 0) return result
    // The pages are others now.
    const { diagnostics: left, ...rest } = await this.#open()
    return { ...rest, updated: [...stitched.written, ...rest.updated], diagnostics: left }
  }

  async #apply(plan: Plan, diagnostics: readonly Diagnostic[]): Promise<WatchResult> {
    const all = [...diagnostics, ...plan.diagnostics]
    if (hasErrors(all) || !changesAnything(plan)) return nothing(all)
    const failures = await tryApply(plan, this.#options.fileSystem)
    for (const path of freshTargets(plan)) if (!failures.has(path)) this.#unkept.add(path)
    const done = (kind: Plan['actions'][number]['kind']) =>
      plan.actions.flatMap((action) => (action.kind === kind && !failures.has(action.path) ? [action.path] : []))
    const updated = [...done('update'), ...done('mode')]
    const found = [...all, ...new Set(failures.values())]
    return { ...nothing(found), created: done('create'), updated, removed: done('remove') }
  }

  async #tangleWhole(project: Project): Promise<WatchResult> {
    this.#whole = project
    this.#config = project.config
    const { pages, diagnostics } = project.tangled
    const news = this.#texts.replace(pages)
    if (hasErrors(diagnostics)) return nothing(diagnostics, news)
    return { ...(await this.#carryOut(() => planProject(project), diagnostics)), pages: news }
  }

  async #hasOnlyEntangled(): Promise<boolean> {
    const { fileSystem } = this.#options
    const texts = await Promise.all([...configNames, ...entangledFiles].map((path) => fileSystem.read(path)))
    const [own, others] = [texts.slice(0, configNames.length), texts.slice(configNames.length)]
    return own.every((text) => text === undefined) && others.some((text) => text !== undefined)
  }

  #isSetting(path: string): boolean {
    const { configFile } = this.#options
    return configFile === undefined
      ? configNames.includes(path) || entangledFiles.includes(path)
      : path === configFile.replace(/^\.\//, '')
  }

  #wholeTargets(): string[] {
    return (this.#whole?.tangled.targets ?? []).map(({ path }) => path)
  }
}

/** What tools write for themselves beside the pages of Entangled; its `pyproject.toml` and the like are settings. */
const ownPaths = new Set(['.entangled', '.tangle', '.git', 'node_modules', ledgerPath])

/** What says that a path leads to a folder, or through a file. */
const notFiles = new Set(['EISDIR', 'ENOTDIR'])

function nothing(diagnostics: readonly Diagnostic[], pages = noNews): WatchResult {
  return { created: [], updated: [], removed: [], pages, diagnostics }
}

/** Reads again while something is about to be written, but not for long. */
async function patiently<T>(read: () => Promise<T>, isUnfinished: (found: T) => boolean): Promise<T> {
  for (let left = 8; ; left--) {
    const found = await read()
    if (left === 0 || !isUnfinished(found)) return found
    await setTimeout(10)
  }
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/** What could not be written, by path. */
async function tryApply(plan: Plan, fileSystem: FileSystem): Promise<ReadonlyMap<string, Diagnostic>> {
  try {
    await applyPlan(plan, fileSystem)
    return new Map()
  } catch (error) {
    if (error instanceof WriteError) return error.failures
    if (!(error instanceof FileError)) throw error
    // Before anything was written.
    const diagnostic = diskDiagnostic(error, error.path, undefined)
    return new Map([error.path, ...plan.actions.map(({ path }) => path)].map((path) => [path, diagnostic]))
  }
}
