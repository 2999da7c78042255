import { readFileSync, statSync } from 'node:fs'
import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'es-module-lexer/js'
import { transform } from 'esbuild'
import { compileOptions, finishModule } from './compile-module.ts'
import { candidatesOf, isFilePath, isInPackage, isScript, isTypeScript } from './module-paths.ts'
import type { ModuleSource } from './module-source.ts'
import type { ModuleStore } from './module-store.ts'
import { formatOf, type ModuleFormat } from './package-type.ts'

/**
 * Compiles what some programs will load, as far as their imports say it, so that each module is compiled once for all of
 * them. Nothing depends on it but time: what is missing, wrong, or chosen while a program runs, is compiled there.
 */
export async function compileAhead(
  store: ModuleStore,
  programs: readonly string[],
  instrumentation?: Instrumentation,
): Promise<void> {
  const ahead = new Ahead(store, instrumentation)
  await Promise.all(programs.map((path) => ahead.visit(path, formatOf(path) ?? 'module')))
}

/** For a run that is measured. */
export interface Instrumentation {
  readonly instrument: (text: string) => string
  /** Called with each target as Node will load it. */
  readonly onModule: (path: string, text: string) => void
}

class Ahead {
  readonly #store: ModuleStore
  readonly #instrumentation: Instrumentation | undefined
  readonly #seen = new Set<string>()

  constructor(store: ModuleStore, instrumentation: Instrumentation | undefined) {
    this.#store = store
    this.#instrumentation = instrumentation
  }

  async visit(path: string, format: ModuleFormat): Promise<void> {
    const key = `${format} ${path}`
    if (this.#seen.has(key) || !isScript(path) || isInPackage(path)) return
    this.#seen.add(key)
    let code: string
    try {
      code = isTypeScript(path) ? await this.#compile(this.#store.sourceOf(path, format)) : this.#store.read(path)
    } catch {
      // The program says what is wrong with it, if it gets there.
      return
    }
    if (this.#store.isTarget(path)) this.#instrumentation?.onModule(path, code)
    const next = importsOf(code).map(async ({ specifier, isRequired }) => {
      const found = await this.#resolve(specifier, path)
      if (found !== undefined) await this.visit(found, isRequired ? 'commonjs' : (formatOf(found) ?? 'module'))
    })
    await Promise.all(next)
  }

  async #compile(source: ModuleSource): Promise<string> {
    const options = compileOptions(source)
    const { instrument } = this.#instrumentation ?? {}
    // Statements are counted at the ends of lines.
    const plain = finishModule(
      await transform(source.text, instrument ? { ...options, minifyWhitespace: false } : options),
    )
    const compiled = instrument ? instrument(plain) : plain
    const file = this.#store.fileOf(source)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, compiled)
    return compiled
  }

  async #resolve(specifier: string, parent: string): Promise<string | undefined> {
    if (isBuiltin(specifier)) return undefined
    const paths = isFilePath(specifier) ? [resolve(dirname(parent), specifier)] : this.#store.aliasesOf(specifier)
    if (paths.length === 0) return findInWorkspace(specifier, parent)
    return paths
      .flatMap((path) => [...candidatesOf(path), path, ...candidatesOf(join(path, 'index'))])
      .find((path) => this.#store.isTarget(path) || isFile(path))
  }
}

/** Some of what a compiled module loads: calls and statements in which the path is written out. */
function importsOf(code: string): { readonly specifier: string; readonly isRequired: boolean }[] {
  const required = [...code.matchAll(/\brequire\(\s*(["'])([^"'\n]+)\1\s*\)/g)]
  const specifiers = required.flatMap(([, , specifier]) => (specifier ? [{ specifier, isRequired: true }] : []))
  try {
    const imported = parse(code)[0].flatMap(({ n }) => (n === undefined ? [] : [{ specifier: n, isRequired: false }]))
    return [...specifiers, ...imported]
  } catch {
    return specifiers
  }
}

/** The sources of a package of the workspace, which is a link to a folder outside of `node_modules`. */
async function findInWorkspace(specifier: string, parent: string): Promise<string | undefined> {
  const [, name, subpath = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? []
  if (name === undefined) return undefined
  for (let folder = dirname(parent); dirname(folder) !== folder; folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(() => undefined)
    if (found === undefined) continue
    return isInPackage(found) ? undefined : readEntry(found, subpath)
  }
  return undefined
}

/** The file that the `exports` or the `main` of a package give for a name that is written out there. */
function readEntry(folder: string, subpath: string): string | undefined {
  try {
    const { exports, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const own = subpath === '' ? '.' : `./${subpath}`
    const isMap =
      typeof exports === 'object' && exports !== null && Object.keys(exports).some((key) => key.startsWith('.'))
    const entry = firstPath(isMap ? exports[own] : own === '.' ? (exports ?? main) : undefined)
    return entry === undefined ? undefined : resolve(folder, entry)
  } catch {
    return undefined
  }
}

function firstPath(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry
  if (typeof entry !== 'object' || entry === null) return undefined
  for (const [condition, value] of Object.entries(entry)) {
    if (!['import', 'node', 'module', 'default', 'require'].includes(condition)) continue
    const found = firstPath(value)
    if (found !== undefined) return found
  }
  return undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
