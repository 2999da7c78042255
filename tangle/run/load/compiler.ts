import { createRequire } from 'node:module'
import { parse as parseCommonJs } from 'cjs-module-lexer'
import { parse as parseModule } from 'es-module-lexer/js'
import type * as Esbuild from 'esbuild'
import { compileOptions, finishModule } from './compile-module.ts'
import type { ModuleSource } from './module-source.ts'

// A process loads this only if it comes to something that the run has not compiled ahead: it is most of the loader.

/** The names that a CommonJS module exports, as far as Node sees them without running it. */
export interface CommonJsExports {
  readonly exports: readonly string[]
  /** The modules whose exports it hands on. */
  readonly reexports: readonly string[]
}

/**
 * Compiles a module with the compiler whose path is given.
 *
 * @throws an error called `TransformError`, as under `tsx`, if the compiler objects.
 */
export function compile(source: ModuleSource, compiler: string): string {
  const esbuild: typeof Esbuild = createRequire(compiler)(compiler)
  try {
    return finishModule(esbuild.transformSync(source.text, compileOptions(source)))
  } catch (error) {
    if (error instanceof Error && 'errors' in error) {
      error.name = 'TransformError'
      // Lists of objects that Node would print.
      for (const key of ['errors', 'warnings']) Reflect.deleteProperty(error, key)
    }
    throw error
  }
}

/** Whether a script has what only an ECMAScript module can have, or cannot be read. */
export function hasModuleSyntax(code: string): boolean {
  try {
    return parseModule(code)[3]
  } catch {
    // The compiler says what is wrong with it.
    return true
  }
}

/** What an ECMAScript module imports statically; nothing if it cannot be read. */
export function readImports(code: string): string[] {
  try {
    return parseModule(code)[0].flatMap(({ n, d }) => (n === undefined || d !== -1 ? [] : [n]))
  } catch {
    return []
  }
}

/** @throws if the module cannot be read. */
export function readExports(code: string): CommonJsExports {
  return parseCommonJs(code)
}
