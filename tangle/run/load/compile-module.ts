import { createHash } from 'node:crypto'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Loader, TransformOptions, TransformResult } from 'esbuild'
import { addImportInterop } from './import-interop.ts'
import type { ModuleFormat } from './package-type.ts'

/** A module as it is compiled. */
export interface ModuleSource {
  /** Absolute. */
  readonly path: string
  /** May end with a source map of its own, as the texts of targets do. */
  readonly text: string
  readonly format: ModuleFormat
  /** The tsconfig that it is included in. */
  readonly tsconfig: object | undefined
}

/** The name of what is compiled: nothing but what it is made of counts. */
export function moduleKey({ path, text, format, tsconfig }: ModuleSource): string {
  const parts = [path, format, text, tsconfig === undefined ? '' : JSON.stringify(tsconfig)]
  return createHash('sha1').update(parts.join('\0')).digest('hex')
}

/** The options of the compiler: those of `tsx`, so that a program means what it means there. */
export function compileOptions({ path, text, format, tsconfig }: ModuleSource): TransformOptions {
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
    ...(tsconfig !== undefined && { tsconfigRaw: JSON.stringify(tsconfig) }),
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

function loaderOf(path: string): Loader {
  const extension = extname(path).replace(/^\.[cm]?/, '')
  return extension === 'ts' || extension === 'tsx' || extension === 'jsx' || extension === 'json' ? extension : 'js'
}
