import { resolve } from 'node:path'
import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { type OwnPackage, sourcesOfModules } from '../../snippets/own-packages.ts'
import { findRepositoryPackages } from '../../snippets/surrounding-packages.ts'
import type { LineOrigin, RunnableExample, SourceBlock } from '../client/run/runnable-example.ts'
import { compile } from '../client/worker/compile.ts'
import { requiredBy } from '../client/worker/modules.ts'
import { plainId } from '../hover/plain-targets.ts'
import { SiteMap } from '../site-map.ts'
import { type SiteScope, sitePrefix } from '../site-scope.ts'
import type { SiteShareOptions } from '../vitepress/tangle-site-options.ts'
import type { PlainBlocks } from '../weave-options.ts'
import { bundleModules, type ModuleBundle } from './bundle-modules.ts'
import { fileOf, findPagePrograms, type PageProgram } from './find-programs.ts'
import { createProjectParts } from './project-parts.ts'
import { readShownText } from './shown-text.ts'

export interface RunnableExamplesOptions extends SiteScope {
  /** What a reader makes a project of. Default: programs are not shared. */
  readonly share?: SiteShareOptions
  /** The base of the site, with `/` at both ends. Default `/`. */
  readonly base?: string
  /** Which blocks that nobody has named may be run. Default none. */
  readonly plainBlocks?: PlainBlocks
  /** The module of the site's world, relative to the root. Default: programs reach nothing. */
  readonly world?: string
  /** Modules that stand for others in a page, by the name that a program imports. */
  readonly modules?: Readonly<Record<string, string>>
  /** The path of the target that goes with an example, for the world: a module that is compiled and handed over. */
  readonly companion?: (name: string) => string
}

/** Everything that the pages of one state of a project run. */
export interface RunnableExamples {
  readonly byName: ReadonlyMap<string, RunnableExample>
  /** The names of the programs that are plain blocks. */
  readonly byBlock: ReadonlyMap<Block, string>
  readonly bundle: ModuleBundle
}

/** Finds the programs that a page can run, compiled for its worker, with everything that they import. */
export async function createRunnableExamples(
  project: Project,
  options: RunnableExamplesOptions,
  before?: ModuleBundle,
): Promise<RunnableExamples> {
  const siteMap = new SiteMap(project, options)
  const texts = new Map(project.tangled.targets.map(({ path, text }) => [path, text]))
  const companionOf = ({ name }: PageProgram) => {
    const path = options.companion?.(name)
    const text = path === undefined ? undefined : texts.get(path)
    return text === undefined ? undefined : compile(text, path ?? '')
  }
  const programs = findPagePrograms(project, siteMap, options.plainBlocks ?? false)
  const names = new Set(programs.flatMap(({ required }) => required).filter(isPackage))
  // They may be neither installed nor built.
  const own = await findRepositoryPackages(project, names)
  const bundle = knowsAll(before, names)
    ? before
    : await bundleModules({
        ...options,
        root: project.root,
        names: [...names],
        sources: sourcesOfModules(project.root, own),
      })
  const isThere = (name: string) => Object.hasOwn(bundle.modules, name)
  const partsOf =
    options.share &&
    createProjectParts(project.root, Object.keys(bundle.modules), options.share, foldersOf(project.root, own))
  const byName = new Map<string, RunnableExample>()
  const byBlock = new Map<Block, string>()
  for (const program of programs) {
    const companion = companionOf(program)
    const needed = [...program.required, ...(companion === undefined ? [] : requiredBy(companion))]
    // A page may mean what a script of the package puts into the window by the name that another page imports.
    const lacksDefault = defaultsOf(program).some((name) => isPackage(name) && !bundle.withDefault.has(name))
    if (!needed.every(isThere) || lacksDefault) continue
    const runnable = toRunnable(program, companion, bundle, siteMap, options)
    byName.set(program.name, { ...runnable, ...(partsOf && { project: partsOf(program) }) })
    if (program.plain) byBlock.set(program.plain, program.name)
  }
  return { byName, byBlock, bundle }
}

function foldersOf(root: string, packages: readonly OwnPackage[]): Map<string, string> {
  return new Map(packages.map(({ name, folder }) => [name, resolve(root, folder)]))
}

/** The modules of which a program takes the default export. */
function defaultsOf({ code }: PageProgram): string[] {
  const found = code.matchAll(/var (_\w+) = require\('([^']+)'\);\s*var _\w+ = _interopRequireDefault\(\1\)/g)
  return [...found].map(([, , name = '']) => name)
}

/** In development, pages change often and what they import does not. */
function knowsAll(bundle: ModuleBundle | undefined, names: ReadonlySet<string>): bundle is ModuleBundle {
  return (
    bundle !== undefined && [...names].every((name) => Object.hasOwn(bundle.modules, name) || bundle.refused.has(name))
  )
}

function isPackage(name: string): boolean {
  return /^(?:@[\w.-]+\/)?[\w.-][\w./-]*$/.test(name) && !name.startsWith('.')
}

function toRunnable(
  { name, target, code, expectations, plain }: PageProgram,
  companion: string | undefined,
  { worker, world, modules }: ModuleBundle,
  siteMap: SiteMap,
  options: RunnableExamplesOptions,
): RunnableExample {
  const place = plain ? undefined : siteMap.placeOf(target, target.root.page)
  const texts = expectations.map(({ kind, block }) => [kind, block.lines.map(({ text }) => text).join('\n')] as const)
  return {
    ...{ name, file: fileOf(target, plain), code, worker, modules },
    ...(world !== undefined && { world }),
    ...(companion !== undefined && { companion }),
    source: target.text,
    ...(plain && { shown: readShownText(target, plain) }),
    elementId: place?.id ?? '',
    ...mapLines(target, siteMap, options),
    expected: Object.fromEntries(texts),
    places: Object.fromEntries(expectations.map(({ kind, block }) => [kind, siteMap.placeOfBlock(block)?.id ?? ''])),
  }
}

function mapLines(
  target: Target,
  siteMap: SiteMap,
  options: RunnableExamplesOptions,
): Pick<RunnableExample, 'blocks' | 'origins'> {
  const { base = '/' } = options
  const prefix = sitePrefix(options)
  const known = new Map<object, number>()
  const blocks: SourceBlock[] = []
  const origins = target.lines.map(({ segments }): LineOrigin | null => {
    const origin = segments[0]?.origin
    if (!origin) return null
    const { block, position } = origin
    let index = known.get(block)
    if (index === undefined) {
      index = blocks.length
      known.set(block, index)
      const place = siteMap.placeOfBlock(block)
      const path = block.page.slice(prefix.length).replace(/(?:(^|\/)index)?\.md$/, '$1')
      const id = place?.id ?? ''
      const href = place ? `${base}${path}${id && `#${id}`}` : ''
      blocks.push({ page: block.page, href, id: id || (block.hidden ? '' : plainId(block)) })
    }
    const first = block.lines[0]?.position.line ?? position.line
    return [index, position.line - first, position.line + 1]
  })
  return { blocks, origins }
}
