import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'
import { buildConstants } from './build-constants.ts'
import { slimCompiler } from './slim-compiler.ts'

export interface BundleModulesOptions {
  /** The root of the project: packages are looked for from there. */
  readonly root: string
  /** The names that programs import. */
  readonly names: readonly string[]
  /**
   * Modules that stand for others in a page, by name: a file of the project, or another name. They are there for the
   * programs, and for everything that is bundled with them.
   */
  readonly modules?: Readonly<Record<string, string>>
  /** Sources of packages of the repository, by the name of the module: they are taken where nothing is installed or built. */
  readonly sources?: ReadonlyMap<string, string>
  /** The file of the site's world. */
  readonly world?: string | undefined
}

/** What programs find in a page, as scripts that its worker loads. */
export interface ModuleBundle {
  /** The script of the worker itself. */
  readonly worker: string
  readonly world: string | undefined
  /** The script of each module that can be had in a page, by the name that a program imports. */
  readonly modules: Readonly<Record<string, string>>
  /** The modules that have a default export, as every module of CommonJS has. */
  readonly withDefault: ReadonlySet<string>
  /** Why the others cannot. */
  readonly refused: ReadonlyMap<string, string>
  /** The contents of all scripts, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** The files that they are made of, absolute. */
  readonly inputs: ReadonlySet<string>
}

/** Larger modules, in bytes, are no longer something that a reader loads to try a block. */
const maximumSize = 3_000_000

/**
 * Bundles the worker, the site's world and the modules that programs import. All of them together, so that what they
 * share is there once; what no browser can run is left out.
 */
export async function bundleModules(options: BundleModulesOptions): Promise<ModuleBundle> {
  const { modules = {}, world } = options
  const wanted = [...new Set([...Object.keys(modules), ...options.names])].sort()
  const [worker, { all, refused }] = await Promise.all([bundleWorker(options.root), bundleWanted(wanted, options)])
  const there = wanted.filter((name) => !refused.has(name))
  return {
    worker: worker.scripts.get(workerEntry) ?? '',
    world: world === undefined ? undefined : all.scripts.get(worldEntry),
    modules: Object.fromEntries(there.map((name) => [name, all.scripts.get(name) ?? ''])),
    withDefault: new Set(there.filter((name) => all.withDefault.has(name))),
    refused,
    files: new Map([...worker.files, ...all.files]),
    inputs: all.inputs,
  }
}

interface Bundled {
  readonly scripts: ReadonlyMap<string, string>
  /** The entries that have a default export. */
  readonly withDefault: ReadonlySet<string>
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly inputs: ReadonlySet<string>
}

const workerEntry = 'tangle:worker'
const worldEntry = 'tangle:world'
const workerFile = fileURLToPath(
  new URL(`../client/worker/worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
)

/** The same for every project. */
async function bundleWorker(root: string): Promise<Bundled> {
  const bundled = await tryBundle([workerEntry], { root, names: [] }, { isWorker: true })
  if (typeof bundled === 'string') throw new Error(`The worker of the pages cannot be bundled: ${bundled}`)
  return bundled
}

/** The world and all modules, without those that no browser can run. */
async function bundleWanted(
  wanted: readonly string[],
  options: BundleModulesOptions,
): Promise<{ readonly all: Bundled; readonly refused: ReadonlyMap<string, string> }> {
  const refused = new Map<string, string>()
  const entries = options.world === undefined ? [] : [worldEntry]
  const lost = new Map<string, string>()
  const all = await tryBundle([...entries, ...wanted], options, { lost })
  if (lost.size > 0) {
    // What is nowhere is known at once, and the others need not be tried one by one for it.
    const others = await bundleWanted(
      wanted.filter((name) => !lost.has(name)),
      options,
    )
    return { all: others.all, refused: new Map([...lost, ...others.refused]) }
  }
  if (typeof all !== 'string' && sizeOf(all) <= maximumSize) return { all, refused }
  // One of them is to blame, or several.
  const alone = await Promise.all(wanted.map((name) => tryBundle([name], options)))
  wanted.forEach((name, at) => {
    const result = alone[at]
    if (typeof result === 'string') refused.set(name, result)
    else if (result && sizeOf(result) > maximumSize) refused.set(name, 'it is too large for a page')
  })
  const rest = await tryBundle([...entries, ...wanted.filter((name) => !refused.has(name))], options)
  if (typeof rest === 'string') throw new Error(`What programs find in a page cannot be bundled: ${rest}`)
  return { all: rest, refused }
}

interface TryOptions {
  /** It is the worker, in which no program sees a name, with its compiler. */
  readonly isWorker?: boolean
  /** Gets the entries that are nowhere, with the reason. */
  readonly lost?: Map<string, string>
}

/** The scripts, or why there are none. */
async function tryBundle(
  entries: readonly string[],
  options: BundleModulesOptions,
  { isWorker = false, lost = new Map() }: TryOptions = {},
): Promise<Bundled | string> {
  const { root } = options
  if (entries.length === 0) return { scripts: new Map(), withDefault: new Set(), files: new Map(), inputs: new Set() }
  // esbuild names an output after its entry, and says in the metafile which is which.
  const outNames = entries.map((name, at) => `${name.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '')}.${at}`)
  const buildOptions: BuildOptions = {
    entryPoints: entries.map((name, at) => ({ in: `tangle-entry:${name}`, out: outNames[at]! })),
    absWorkingDir: root,
    outdir: resolve(root, 'run'),
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022', minify: true },
    ...{ write: false, metafile: true, logLevel: 'silent', legalComments: 'none' },
    ...{ entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]' },
    // A class is called in a page what it is called in Node.
    keepNames: !isWorker,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [pageModules(options, lost), ...(isWorker ? [slimCompiler] : [])],
  }
  try {
    const first = await build(buildOptions)
    const constants = isWorker ? {} : await buildConstants(inputsOf(first.metafile, root))
    const define = { ...constants, ...buildOptions.define }
    const isWhole = Object.keys(constants).length === 0
    const { outputFiles = [], metafile } = isWhole ? first : await build({ ...buildOptions, define })
    const scripts = new Map<string, string>()
    const withDefault = new Set<string>()
    for (const [path, { entryPoint, exports }] of Object.entries(metafile?.outputs ?? {})) {
      const at = outNames.findIndex((name) => basename(path).startsWith(`${name}-`))
      if (entryPoint === undefined || at === -1) continue
      scripts.set(entries[at]!, basename(path))
      if (exports.includes('default')) withDefault.add(entries[at]!)
    }
    return {
      scripts,
      withDefault,
      files: new Map(outputFiles.map(({ path, contents }) => [basename(path), contents])),
      inputs: inputsOf(metafile, root),
    }
  } catch (error) {
    const [first] = (error as { readonly errors?: readonly { readonly text: string }[] }).errors ?? []
    return first?.text ?? String(error)
  }
}

function sizeOf({ files }: Bundled): number {
  return [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
}

function inputsOf(metafile: Metafile | undefined, root: string): Set<string> {
  return new Set(
    Object.keys(metafile?.inputs ?? {}).map((path) => resolve(root, path.replace(/^(?:file|tangle[\w-]*):/, ''))),
  )
}

/** Resolves the entries, and what stands for something else in a page. */
function pageModules({ root, modules = {}, sources, world }: BundleModulesOptions, lost: Map<string, string>): Plugin {
  const isFile = (target: string) => /^(?:\.{0,2}\/|[A-Za-z]:)|\.[cm]?[jt]s$/.test(target)
  const standIn = (name: string): string | undefined => {
    const target = Object.hasOwn(modules, name) ? modules[name] : undefined
    return target !== undefined && isFile(target) ? resolve(root, target) : target
  }
  return {
    name: 'tangle:page-modules',
    setup(builder) {
      builder.onResolve({ filter: /^tangle-entry:/ }, async ({ path }) => {
        const name = path.slice('tangle-entry:'.length)
        if (name === workerEntry) return { path: workerFile }
        if (name === worldEntry && world !== undefined) return { path: resolve(root, world) }
        const target = standIn(name) ?? name
        if (isFile(target)) return { path: target }
        const found = await builder.resolve(target, { kind: 'import-statement', resolveDir: root })
        const [error] = found.errors
        const source = error && sources?.get(target)
        if (source !== undefined) return { path: resolve(root, source) }
        if (error) lost.set(name, error.text)
        return found
      })
      builder.onResolve({ filter: /^[^./]/ }, async ({ path, kind, pluginData, resolveDir }) => {
        if (pluginData === resolved || kind === 'entry-point') return undefined
        const [target, source] = [standIn(path), sources?.get(path)]
        if (target !== undefined && isFile(target)) return { path: target }
        if (target === undefined && source === undefined) return undefined
        const found = await builder.resolve(target ?? path, { kind, resolveDir, pluginData: resolved })
        return found.errors.length > 0 && source !== undefined ? { path: resolve(root, source) } : found
      })
    },
  }
}

/** Marks what has been replaced already. */
const resolved = {}
