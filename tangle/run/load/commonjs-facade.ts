import { createRequire } from 'node:module'
import { dirname, isAbsolute, resolve } from 'node:path'
import { candidatesOf, isTypeScript } from './module-paths.ts'
import type { ModuleStore } from './module-store.ts'

/** Since this version, what a CommonJS module exports has this name beside `default`. */
const namesModuleExports = Number.parseInt(process.versions.node, 10) >= 23

const reserved: ReadonlySet<string> = new Set(['default', 'module.exports'])

/**
 * An ECMAScript module that stands for a CommonJS one, with the exports that Node would find. Node reads those from the
 * disk, where a target may be old and TypeScript cannot be understood. The module itself is the one that `require` gives.
 */
export function facadeOf(store: ModuleStore, path: string, isMain: boolean): string {
  const names = isMain ? [] : [...exportNames(store, path, new Set())].filter((name) => !reserved.has(name))
  const own = (name: string) => `Object.prototype.hasOwnProperty.call(own, ${JSON.stringify(name)})`
  return [
    "import Module from 'node:module'",
    ...(isMain ? [] : [`const running = Module._cache[${JSON.stringify(path)}]`, refuseCycle(path)]),
    `const exports = Module._load(${JSON.stringify(path)}, ${isMain ? 'null, true' : 'undefined, false'})`,
    'const own = Object(exports)',
    'export default exports',
    ...(namesModuleExports ? ["export { exports as 'module.exports' }"] : []),
    ...names.map((name, at) => `const e${at} = ${own(name)} ? own[${JSON.stringify(name)}] : undefined`),
    ...names.map((name, at) => `export { e${at} as ${JSON.stringify(name)} }`),
    '',
  ].join('\n')
}

/** What is still running can be imported only by a module that it requires. Node refuses that. */
function refuseCycle(path: string): string {
  const message = `Cannot import CommonJS Module ${path} in a cycle.`
  const error = `Object.assign(new Error(${JSON.stringify(message)}), { code: 'ERR_REQUIRE_CYCLE_MODULE' })`
  return `if (running && !running.loaded) throw ${error}`
}

function exportNames(store: ModuleStore, path: string, seen: Set<string>): Set<string> {
  const names = new Set<string>()
  if (seen.has(path)) return names
  seen.add(path)
  try {
    const code = isTypeScript(path) ? store.compiled(path, 'commonjs') : store.read(path)
    const { exports, reexports } = store.compiler.readExports(code)
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
  const base = request.startsWith('.') ? resolve(dirname(path), request) : undefined
  const found = base && [base, ...candidatesOf(base)].find((candidate) => store.exists(candidate))
  try {
    const other = found ?? require.resolve(request)
    return isAbsolute(other) ? other : undefined
  } catch {
    return undefined
  }
}
