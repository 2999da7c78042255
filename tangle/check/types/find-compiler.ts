import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import type { Project } from '../../project/project.ts'
import type { TypesCompiler } from './compiler.ts'
import { JavaScriptCompiler, type ParsedFiles } from './javascript-compiler.ts'
import { JavaScriptNames } from './javascript-names.ts'
import type { NativeApi } from './native-api.ts'
import { NativeCompiler } from './native-compiler.ts'
import { NativeNames } from './native-names.ts'
import type { TypesDisk } from './types-disk.ts'

/** What installs a compiler, for hints. */
export const installCompiler = 'npm install --save-dev typescript'

/**
 * The TypeScript that is installed in a project, 5.0 or later; `undefined` if none is.
 *
 * @param name The package. Default `typescript`.
 * @throws ConfigError if what is installed cannot be used.
 */
export function findCompiler(root: string, name = 'typescript'): TypesCompiler | undefined {
  const path = findPackage(root, name)
  if (path === undefined) return undefined
  const require = createRequire(path)
  const { name: self, version, natives } = readPackage(path)
  if (isTooOld(version)) return undefined
  const load = (module: string) => {
    try {
      return require(module)
    } catch (cause) {
      const message = `TypeScript ${version} cannot be loaded: ${cause instanceof Error ? cause.message : cause}. Run \`${installCompiler}\`, or set \`types: false\`.`
      throw new ConfigError(message, { cause })
    }
  }
  if (majorOf(version) < 7) {
    const module = join(dirname(path), 'lib/typescript.js')
    const parsed: ParsedFiles = new Map()
    const open = (base: string, disk: TypesDisk) => new JavaScriptCompiler(load(module), base, disk, parsed)
    return {
      version,
      files: [path, module],
      open,
      openNames: (base) => new JavaScriptNames(load(module), base, (disk) => open(base, disk)),
    }
  }
  const native = (): NativeApi => {
    return { version, sync: load(`${self}/unstable/sync`), ast: load(`${self}/unstable/ast`) }
  }
  const open = (base: string, disk: TypesDisk) => new NativeCompiler(native(), base, disk)
  return {
    version,
    files: [path, ...resolveAll(require, natives)],
    open,
    openNames: (base) => new NativeNames(native, (disk) => open(base, disk)),
  }
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}

/** `moduleResolution: bundler`, by which blocks are judged that no tsconfig is near to, came with 5.0. */
function isTooOld(version: string): boolean {
  return majorOf(version) < 5
}

/** Why a project has no compiler, as the end of a sentence. */
export function whyNoCompiler({ root }: Project): string {
  const path = findPackage(root, 'typescript')
  const version = path === undefined ? undefined : readPackage(path).version
  return version !== undefined && isTooOld(version)
    ? `TypeScript ${version} is too old for it, 5.0 is the first one that is not`
    : 'this project has no TypeScript'
}

const ofProjects = new WeakMap<Project, TypesCompiler | undefined>()

/**
 * {@link findCompiler} for a project, found once, so that all who ask it about the project share what it has parsed.
 * Where a workspace has none at its root, that of a package with pages serves all.
 *
 * @throws ConfigError if what is installed cannot be used.
 */
export function compilerOf(project: Project): TypesCompiler | undefined {
  if (!ofProjects.has(project)) ofProjects.set(project, findCompiler(project.root) ?? findInPackages(project))
  return ofProjects.get(project)
}

function findInPackages({ root, tangled }: Project): TypesCompiler | undefined {
  const folders = new Set(tangled.pages.map(({ path }) => join(root, dirname(path))))
  for (const folder of folders) {
    try {
      const found = findCompiler(folder)
      if (found) return found
    } catch (error) {
      // What one package has for itself and is too old keeps nobody from installing another one.
      if (!(error instanceof ConfigError)) throw error
    }
  }
  return undefined
}

function findPackage(root: string, name: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)
  } catch {
    return undefined
  }
}

interface CompilerPackage {
  /** Under which it can be reached from within; an alias has another one outside. */
  readonly name: string
  readonly version: string
  /** The packages of this system that hold the program itself. */
  readonly natives: readonly string[]
}

/** Read anew each time: a command that goes on may see an update. */
function readPackage(path: string): CompilerPackage {
  try {
    const json = JSON.parse(readFileSync(path, 'utf8'))
    const { name = 'typescript', version, optionalDependencies = {} } = json
    const system = `-${process.platform}-${process.arch}/package.json`
    const natives = Object.keys(optionalDependencies).map((one) => `${one}/package.json`)
    return { name: String(name), version: String(version), natives: natives.filter((one) => one.endsWith(system)) }
  } catch (cause) {
    throw new ConfigError(`TypeScript cannot be read: ${path} is damaged. Run \`${installCompiler}\`.`, { cause })
  }
}

function resolveAll(require: NodeJS.Require, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    try {
      return [require.resolve(name)]
    } catch {
      return []
    }
  })
}
