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
    if (!(error instanceof Error && 'errors' in error)) throw error
    throw Object.assign(new Error(error.message), { name: 'TransformError' })
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

/** @throws if the module cannot be read. */
export function readExports(code: string): CommonJsExports {
  return parseCommonJs(code)
}
