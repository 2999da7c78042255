import { createRequire } from 'node:module'
import { isAbsolute } from 'node:path'
import { parse } from 'cjs-module-lexer'
import { candidatesOf, isTypeScript } from './module-paths.ts'
import type { ModuleStore } from './module-store.ts'

/**
 * An ECMAScript module that stands for a CommonJS one, with the exports that Node would find. Node reads those from the
 * disk, where a target may be old and TypeScript cannot be understood. The module itself is the one that `require` gives.
 */
export function facadeOf(store: ModuleStore, path: string): string {
  const names = [...exportNames(store, path, new Set())].filter((name) => name !== 'default')
  const own = (name: string) => `Object.prototype.hasOwnProperty.call(own, ${JSON.stringify(name)})`
  return [
    "import Module from 'node:module'",
    `const exports = Module._load(${JSON.stringify(path)}, undefined, false)`,
    'const own = Object(exports)',
    'export default exports',
    ...names.map((name, at) => `const e${at} = ${own(name)} ? own[${JSON.stringify(name)}] : undefined`),
    ...names.map((name, at) => `export { e${at} as ${JSON.stringify(name)} }`),
    '',
  ].join('\n')
}

function exportNames(store: ModuleStore, path: string, seen: Set<string>): Set<string> {
  const names = new Set<string>()
  if (seen.has(path)) return names
  seen.add(path)
  try {
    const code = isTypeScript(path) ? store.compiled(path, 'commonjs') : store.read(path)
    const { exports, reexports } = parse(code)
    for (const name of exports) names.add(name)
    for (const request of reexports) {
      const other = resolveFrom(store, path, request)
      if (other !== undefined) for (const name of exportNames(store, other, seen)) names.add(name)
    }
  } catch {
    // Whatever is wrong with it, loading it says so.
  }
  return names
}

function resolveFrom(store: ModuleStore, path: string, request: string): string | undefined {
  const require = createRequire(path)
  const base = request.startsWith('.') ? new URL(request, `file://${path}`).pathname : undefined
  const found = base && [base, ...candidatesOf(base)].find((candidate) => store.exists(candidate))
  try {
    const other = found ?? require.resolve(request)
    return isAbsolute(other) ? other : undefined
  } catch {
    return undefined
  }
}
