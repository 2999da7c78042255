import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Loader, TransformOptions, TransformResult } from 'esbuild'
import { createFilesMatcher, type TsConfigResult } from 'get-tsconfig'
import { addImportInterop } from './import-interop.ts'
import type { LoaderPlan } from './loader-plan.ts'
import { isTypeScript } from './module-paths.ts'
import type { ModuleSource } from './module-source.ts'

/** The options of the compiler: those of `tsx`, so that a program means what it means there. */
export function compileOptions({ path, text, format, tsconfig }: ModuleSource): TransformOptions {
  const included = isTypeScript(path) ? includedOptions(path, tsconfig) : undefined
  const common: TransformOptions = {
    loader: loaderOf(path),
    sourcefile: path,
    target: `node${process.versions.node}`,
    format: format === 'module' ? 'esm' : 'cjs',
    platform: 'node',
    sourcemap: 'external',
    sourcesContent: text.includes('//# sourceMappingURL=data:'),
    keepNames: true,
    minifyWhitespace: true,
    logLevel: 'silent',
    ...(included && { tsconfigRaw: JSON.stringify(included) }),
  }
  if (format === 'module') return common
  const meta = { dirname: dirname(path), filename: path, url: pathToFileURL(path).href }
  return {
    ...common,
    ...(!/\.c[jt]s$/.test(path) && text.includes('import') && { define: { 'import.meta': JSON.stringify(meta) } }),
    // A function of its own: a module may declare `require` or `__filename` itself.
    banner: '(()=>{',
    footer: '})()',
  }
}

/** What the compiler made of a module, with its map at its end. */
export function finishModule({ code, map }: Pick<TransformResult, 'code' | 'map'>): string {
  const done = addImportInterop(code, map)
  return `${done.code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(done.map).toString('base64')}\n`
}

const matchers = new WeakMap<object, ReturnType<typeof createFilesMatcher>>()

/** The options that a tsconfig has for a file; `undefined` if it does not include it. */
function includedOptions(path: string, tsconfig: LoaderPlan['tsconfig']): object | undefined {
  if (!tsconfig) return undefined
  // As the package gives it that reads it.
  const matcher = matchers.get(tsconfig) ?? createFilesMatcher(tsconfig as TsConfigResult)
  matchers.set(tsconfig, matcher)
  return matcher(path)
}

function loaderOf(path: string): Loader {
  const extension = extname(path).replace(/^\.[cm]?/, '')
  return extension === 'ts' || extension === 'tsx' || extension === 'jsx' || extension === 'json' ? extension : 'js'
}
