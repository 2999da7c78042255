import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, extname, join, posix, relative, resolve, sep } from 'node:path'
import { type BuildResult, build, type Loader, type Metafile, type Plugin } from 'esbuild'
import { parseSync } from 'oxc-parser'
import picomatch from 'picomatch'
import { isTooDeep } from '../../parse/nesting.ts'
import type { Project } from '../../project/project.ts'

/** The modules of a project that one of them reaches. Packages are not part of it. */
export interface ModuleGraph {
  /** The module that it starts with, relative to the project root. */
  readonly entry: string
  /** All modules that were read, relative to the project root, sorted; as far as it got, if there is a {@link doubt}. */
  readonly modules: readonly string[]
  /** What each module imports by a path that is written out. */
  readonly imports: ReadonlyMap<string, readonly string[]>
  /** What each module may import by a path with a variable part, such as `./scenarios/${name}.ts`. */
  readonly choices: ReadonlyMap<string, readonly string[]>
  /** The packages that the program needs, without those of Node. */
  readonly packages: readonly string[]
  /** Why it may depend on something that is not in here; `undefined` if it does not. */
  readonly doubt: string | undefined
}

/** Modules of Node by which a program gets at files or programs that no import names. */
const readers = new Set(['child_process', 'cluster', 'fs', 'fs/promises', 'module', 'sqlite', 'worker_threads'])

/**
 * Follows the imports of a module with esbuild. With `fromPages`, targets are read as their pages say them now, whether
 * or not they have been written; without it everything is as it lies on the disk. Never throws for what a module contains.
 */
export async function readModuleGraph(
  project: Project,
  entry: string,
  { fromPages }: { readonly fromPages: boolean },
): Promise<ModuleGraph> {
  const { root, config } = project
  const read = new Set<string>()
  const texts = new Map(fromPages ? project.tangled.targets.map(({ path, text }) => [resolve(root, path), text]) : [])
  const types = config.types === false ? undefined : config.types
  const tsconfig = resolve(root, types?.tsconfig ?? 'tsconfig.json')
  let result: BuildResult<{ metafile: true; write: false }>
  try {
    result = await build({
      entryPoints: [resolve(root, entry)],
      // Nothing is written; but esbuild wants to know where to.
      outdir: join(root, '.tangle/graph'),
      write: false,
      metafile: true,
      absWorkingDir: root,
      ...(existsSync(tsconfig) && { tsconfig }),
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'esm',
      logLevel: 'silent',
      plugins: [readFrom(texts, read)],
    })
  } catch (error) {
    const doubt = `${entry} cannot be compiled: ${error instanceof Error ? firstError(error) : String(error)}`
    const modules = [...read].map((path) => toProjectPath(root, path)).sort()
    return { entry, modules, imports: new Map(), choices: new Map(), packages: [], doubt }
  }
  const toFile = (input: string) => fileOf(input, (path) => read.has(resolve(root, path)))
  return { entry, ...readMetafile(result.metafile, toFile), doubt: findDoubt(entry, result) }
}

/** What `start` reaches, itself included. Modules behind a choice count only where `follow` says so. */
export function reachable(
  { imports, choices }: ModuleGraph,
  start: readonly string[],
  follow: (choice: string) => boolean = () => true,
): Set<string> {
  const found = new Set(start)
  // A set yields what is added to it on the way, too.
  for (const module of found) {
    for (const imported of imports.get(module) ?? []) found.add(imported)
    for (const choice of choices.get(module) ?? []) if (follow(choice)) found.add(choice)
  }
  return found
}

function readMetafile(
  metafile: Metafile,
  toFile: (input: string) => readonly string[],
): Pick<ModuleGraph, 'modules' | 'imports' | 'choices' | 'packages'> {
  const modules = [...new Set(Object.keys(metafile.inputs).flatMap(toFile))].sort()
  const imports = new Map<string, string[]>(modules.map((module) => [module, []]))
  const choices = new Map<string, string[]>()
  for (const [name, input] of Object.entries(metafile.inputs)) {
    const [module] = toFile(name)
    if (module === undefined) continue
    for (const { path, external } of input.imports) {
      if (!external) imports.get(module)?.push(...toFile(path))
      else if (/^\.\.?\/.*\*/.test(path)) {
        // esbuild shows the pattern and not what it found.
        const matches = picomatch(posix.join(posix.dirname(module), path))
        choices.set(module, [...(choices.get(module) ?? []), ...modules.filter((other) => matches(other))])
      }
    }
  }
  const outside = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const names = outside.flatMap(({ path, external }) => (external && !isBuiltin(path) ? packageName(path) : []))
  return { modules, imports, choices, packages: [...new Set(names)].sort() }
}

/** What is left in the compiled program is what can happen: an unused part of a library does not count. */
function findDoubt(entry: string, { metafile, outputFiles }: BuildResult<{ metafile: true; write: false }>) {
  for (const { path } of Object.values(metafile.outputs).flatMap((output) => output.imports)) {
    const name = path.replace(/^node:/, '')
    if (readers.has(name)) return `${entry} uses node:${name}, so it may read files that no import names.`
  }
  const isOpen = outputFiles.some(({ path, text }) => path.endsWith('.js') && hasOpenImport(text))
  return isOpen ? `${entry} has an import whose path is computed.` : undefined
}

/** An `import()` or `require()` that esbuild left as it is, since its argument is not a text. */
function hasOpenImport(code: string): boolean {
  if (isTooDeep(code, Number.POSITIVE_INFINITY)) return true
  const { module, errors } = parseSync('program.js', code, { sourceType: 'module' })
  if (errors.length > 0) return true
  const isText = (argument: string) => /^(?:'[^'\\\n]*'|"[^"\\\n]*"|`[^`$\\]*`)$/.test(argument)
  if (module.dynamicImports.some(({ moduleRequest: { start, end } }) => !isText(code.slice(start, end)))) return true
  return [...code.matchAll(/\b__require\(([^()\n]*)/g)].some(([, argument = '']) => !isText(argument.trim()))
}

function readFrom(texts: ReadonlyMap<string, string>, read: Set<string>): Plugin {
  return {
    name: 'tangle-graph',
    setup(build) {
      // A target that is not on the disk yet can be an entry point, too.
      build.onResolve({ filter: /.*/ }, ({ path, kind }) =>
        kind === 'entry-point' && texts.has(path) ? { path } : undefined,
      )
      build.onLoad({ filter: /\.(?:[cm]?[jt]sx?|json)$/, namespace: 'file' }, async ({ path }) => {
        read.add(path)
        const contents = texts.get(path) ?? (await readFile(path, 'utf8'))
        return { contents, loader: loaderOf(path), resolveDir: dirname(path) }
      })
    },
  }
}

function loaderOf(path: string): Loader {
  const extension = extname(path).replace(/^\.[cm]?/, '')
  return extension === 'ts' || extension === 'tsx' || extension === 'jsx' || extension === 'json' ? extension : 'js'
}

function firstError(error: Error): string {
  if (!('errors' in error) || !Array.isArray(error.errors)) return error.message
  return String(error.errors[0]?.text ?? error.message)
}

function packageName(path: string): string[] {
  const name = /^(?:@[^/]+\/)?[^/.#][^/]*/.exec(path)?.[0]
  return name === undefined ? [] : [name]
}

/**
 * The file that an input of esbuild was read from: its name also has the query and the attributes of the import. A module
 * in a `data:` URL has none; it stands in the module that imports it.
 */
function fileOf(input: string, isRead: (path: string) => boolean): string[] {
  if (input.startsWith('<data:')) return []
  const path = input.replace(/ with \{.*\}$/, '')
  return [[input, path, path.replace(/[?#].*$/, '')].find(isRead) ?? path]
}

function toProjectPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
