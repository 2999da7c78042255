import fs from 'node:fs'
import Module, { isBuiltin } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LoaderMode } from './loader-plan.ts'
import { candidatesOf, isFilePath, isInPackage, isTypeScript, realPathOf } from './module-paths.ts'
import type { ModuleStore } from './module-store.ts'

// `Module` has more than its types say: what Node keeps open for everybody who changes how CommonJS is loaded.
interface ModuleSystem {
  _resolveFilename(request: string, parent?: ParentModule, isMain?: boolean, options?: object): string
  readonly _extensions: Record<string, Handler>
}

interface ParentModule {
  readonly filename?: string | null
  readonly path?: string
}

type Handler = (module: LoadedModule, filename: string) => void

interface LoadedModule {
  _compile(code: string, filename: string): void
}

type Resolve = (request: string) => string

/** Lets `require` load targets as their pages say them now, and TypeScript as `tsx` does. */
export function hookCommonJs(store: ModuleStore, mode: LoaderMode): void {
  const system = Module as unknown as ModuleSystem
  hookResolution(system, store, mode)
  hookExtensions(system, store, mode)
}

function hookResolution(system: ModuleSystem, store: ModuleStore, mode: LoaderMode): void {
  const original = system._resolveFilename
  const resolveFilename: ModuleSystem['_resolveFilename'] = (request, parent, ...rest) => {
    if (isBuiltin(request)) return original.call(Module, request, parent, ...rest)
    const native = withTargets(store, parent, (path) => original.call(Module, path, parent, ...rest))
    try {
      return mode === 'node'
        ? resolveAsNode(store, request, parent, native)
        : resolveAsTsx(store, request, parent, native)
    } catch (error) {
      // A stack has ten places: with those of the hooks in it, the one that asks may be left out.
      if (isNotFound(error)) Error.captureStackTrace(error as Error, resolveFilename)
      throw error
    }
  }
  system._resolveFilename = resolveFilename
}

/** The `paths` of the tsconfig come first, sources stand for what is built of them, and folders for their `index`. */
function resolveAsTsx(store: ModuleStore, request: string, parent: ParentModule | undefined, native: Resolve): string {
  const name = request.startsWith('file:') ? fileURLToPath(request) : request
  const simple = withDirectories(withSources(store, parent, native))
  const aliases = isFilePath(name) || isInPackage(parent?.filename ?? undefined) ? [] : store.aliasesOf(name)
  for (const path of aliases) {
    try {
      return simple(path)
    } catch {
      // The next one may be there.
    }
  }
  return simple(name)
}

/** As Node does; what it does not find may be one of the `paths` of the tsconfig. */
function resolveAsNode(store: ModuleStore, request: string, parent: ParentModule | undefined, native: Resolve): string {
  try {
    return native(request)
  } catch (error) {
    const aliases = isFilePath(request) || isInPackage(parent?.filename ?? undefined) ? [] : store.aliasesOf(request)
    const found = aliases.flatMap((path) => [path, ...candidatesOf(path)]).find((path) => isFile(store, path))
    if (found === undefined) throw error
    return found
  }
}

function isFile(store: ModuleStore, path: string): boolean {
  return store.isTarget(path) || (fs.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
}

/** Node's own resolution, over targets that may not be on the disk. */
function withTargets(store: ModuleStore, parent: ParentModule | undefined, native: Resolve): Resolve {
  return (request) => {
    const path = isFilePath(request) ? resolve(parent?.path ?? '.', request) : undefined
    if (path !== undefined && !request.endsWith('/') && store.isTarget(path)) return path
    try {
      return native(request)
    } catch (error) {
      const missing = path ?? realPathOf(missingPath(error))
      const extensions = ['.js', '.json']
      const found =
        missing === undefined
          ? undefined
          : [
              missing,
              ...extensions.map((it) => missing + it),
              ...extensions.map((it) => join(missing, `index${it}`)),
            ].find((candidate) => store.isTarget(candidate))
      if (found === undefined) throw error
      return found
    }
  }
}

/** TypeScript may stand for JavaScript, and the extension may be left out: `resolve-ts-extensions.ts` of `tsx`. */
function withSources(store: ModuleStore, parent: ParentModule | undefined, native: Resolve): Resolve {
  const file = parent?.filename ?? undefined
  const isSource = file !== undefined && isTypeScript(file)
  const applies = isSource || (store.allowJs && !isInPackage(file))
  const tryAll = (request: string): string | undefined => {
    if (request.endsWith('/') || (!isSource && !isFilePath(request))) return undefined
    for (const candidate of candidatesOf(request)) {
      if (isFilePath(candidate) && !store.exists(resolve(parent?.path ?? '.', candidate))) continue
      try {
        return native(candidate)
      } catch (error) {
        if (!isNotFound(error) && codeOf(error) !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error
      }
    }
    return undefined
  }
  return (request) => {
    const early = applies && isFilePath(request) ? tryAll(request) : undefined
    if (early !== undefined) return early
    try {
      return native(request)
    } catch (error) {
      if (!applies || !isNotFound(error)) throw error
      const missing = missingPath(error)
      const found = (missing === undefined ? undefined : tryAll(missing)) ?? tryAll(request)
      if (found === undefined) throw error
      return found
    }
  }
}

/** A folder stands for its `index`: `resolve-implicit-extensions.ts` of `tsx`. */
function withDirectories(native: Resolve): Resolve {
  return (request) => {
    const name = /(?:^|\/)\.\.?$/.test(request) ? `${request}/` : request
    if (name.endsWith('/')) {
      const index = join(name, 'index')
      try {
        return native(name.startsWith('./') ? `./${index}` : index)
      } catch {
        // It may have a `package.json` that says something else.
      }
    }
    try {
      return native(name)
    } catch (error) {
      if (!isNotFound(error)) throw error
      try {
        return native(`${name}/index`)
      } catch {
        throw error
      }
    }
  }
}

function hookExtensions(system: ModuleSystem, store: ModuleStore, mode: LoaderMode): void {
  const { _extensions: extensions } = system
  const plain = extensions['.js']
  const json = extensions['.json']
  if (!plain || !json) throw new Error('Node has no handler for .js.')
  const compile: Handler = (module, filename) => module._compile(store.compiled(filename, 'commonjs'), filename)
  const load: Handler = (module, filename) => {
    if (isTypeScript(filename)) compile(module, filename)
    // Under `tsx`, everything that is required is CommonJS; what is not, is compiled to it.
    else if (mode === 'tsx' && !filename.endsWith('.cjs') && isModule(store, filename)) compile(module, filename)
    else if (!asksHooks && importsTarget(store, filename, new Set())) compile(module, filename)
    else readFromPages(store, filename, () => plain(module, filename))
  }
  // Those that may be left out in a path can be seen, as under `tsx`; the others are there only when they are named.
  const define = (extension: string, enumerable: boolean) =>
    Object.defineProperty(extensions, extension, { value: load, enumerable, writable: true, configurable: true })
  define('.js', true)
  for (const extension of ['.ts', '.tsx', '.jsx']) define(extension, mode === 'tsx')
  if (mode === 'tsx') define('.mjs', false)
  extensions['.json'] = (module, filename) => readFromPages(store, filename, () => json(module, filename))
}

function isModule(store: ModuleStore, filename: string): boolean {
  const code = store.read(filename)
  return /\b(?:import|export)\b/.test(code) && store.compiler.hasModuleSyntax(code)
}

/** Node 20 links a required ECMAScript module with files of the disk only. One that imports targets is compiled instead. */
const asksHooks = Number.parseInt(process.versions.node, 10) >= 22

function importsTarget(store: ModuleStore, filename: string, seen: Set<string>): boolean {
  if (seen.has(filename) || !/\.m?js$/.test(filename) || isInPackage(filename) || !isFile(store, filename)) return false
  seen.add(filename)
  if (!isModule(store, filename)) return false
  return store.compiler
    .readImports(store.read(filename))
    .filter(isFilePath)
    .map((specifier) => resolve(dirname(filename), specifier))
    .some((path) => store.isTarget(path) || importsTarget(store, path, seen))
}

/** Node's own handlers read the file that they are given, and nothing else: while they do, a target comes from its pages. */
function readFromPages(store: ModuleStore, filename: string, load: () => void): void {
  const text = store.targetText(filename)
  if (text === undefined) {
    load()
    return
  }
  const original = fs.readFileSync
  const restore = () => {
    fs.readFileSync = original
  }
  const read = (path: unknown, ...rest: unknown[]) => {
    if (path !== filename) return Reflect.apply(original, fs, [path, ...rest])
    restore()
    return text
  }
  fs.readFileSync = read as typeof fs.readFileSync // Node asks for a text
  try {
    load()
  } finally {
    restore()
  }
}

function missingPath(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : ''
  const path = /^Cannot find module '([^']+)'/.exec(message)?.[1]
  return path !== undefined && dirname(path) !== '.' && isFilePath(path) && !path.startsWith('.') ? path : undefined
}

function isNotFound(error: unknown): boolean {
  return codeOf(error) === 'MODULE_NOT_FOUND'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
