import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import type { TypesCompiler } from './compiler.ts'
import { JavaScriptCompiler } from './javascript-compiler.ts'
import { JavaScriptNames } from './javascript-names.ts'
import { type NativeApi, NativeCompiler } from './native-compiler.ts'
import { NativeNames } from './native-names.ts'
import type { TypesDisk } from './types-disk.ts'

/** What installs a compiler, for hints. */
export const installCompiler = 'npm install --save-dev typescript'

/**
 * The TypeScript that is installed in a project, 5.5 or later; `undefined` if none is.
 *
 * @param name The package. Default `typescript`.
 * @throws ConfigError if what is installed cannot be used.
 */
export function findCompiler(root: string, name = 'typescript'): TypesCompiler | undefined {
  const path = findPackage(root, name)
  if (path === undefined) return undefined
  const require = createRequire(path)
  const { version } = readPackage(require, path)
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  if (major < 5 || (major === 5 && minor < 5)) {
    throw new ConfigError(`TypeScript ${version} is too old for checking types: run \`${installCompiler}\`.`)
  }
  const load = (module: string) => {
    try {
      return require(module)
    } catch (cause) {
      const message = `TypeScript ${version} cannot be loaded: ${cause instanceof Error ? cause.message : cause}. Run \`${installCompiler}\`, or set \`types: false\`.`
      throw new ConfigError(message, { cause })
    }
  }
  if (major < 7) {
    const module = join(dirname(path), 'lib/typescript.js')
    const open = (base: string, disk: TypesDisk) => new JavaScriptCompiler(load(module), base, disk)
    return {
      version,
      files: [path, module],
      open,
      openNames: (base) => new JavaScriptNames(load(module), base, (disk) => open(base, disk)),
    }
  }
  const native = (): NativeApi => {
    const self = readPackage(require, path).name
    return { version, sync: load(`${self}/unstable/sync`), ast: load(`${self}/unstable/ast`) }
  }
  const open = (base: string, disk: TypesDisk) => new NativeCompiler(native(), base, disk)
  return {
    version,
    files: [path, ...nativePackages(require, path)],
    open,
    openNames: (base) => new NativeNames(native, (disk) => open(base, disk)),
  }
}

function findPackage(root: string, name: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)
  } catch {
    return undefined
  }
}

function readPackage(require: NodeJS.Require, path: string): { readonly name: string; readonly version: string } {
  const { name, version } = require(path) as { name?: unknown; version?: unknown }
  return { name: typeof name === 'string' ? name : 'typescript', version: typeof version === 'string' ? version : '0' }
}

/** The package that holds the program itself, which is another one for each system. */
function nativePackages(require: NodeJS.Require, path: string): string[] {
  const { optionalDependencies = {} } = require(path) as { optionalDependencies?: Record<string, unknown> }
  const ofThisSystem = Object.keys(optionalDependencies).filter((name) =>
    name.endsWith(`-${process.platform}-${process.arch}`),
  )
  return ofThisSystem.flatMap((name) => {
    try {
      return [require.resolve(`${name}/package.json`)]
    } catch {
      return []
    }
  })
}
