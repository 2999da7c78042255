import { readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'

/** The two kinds of modules that Node has. */
export type ModuleFormat = 'module' | 'commonjs'

/**
 * The format that the extension of a file and the `type` of its package say; CommonJS where the package says nothing, as
 * under `tsx`. `undefined` for what is no script.
 */
export function formatOf(path: string): ModuleFormat | undefined {
  const extension = extname(path)
  if (extension === '.mjs' || extension === '.mts') return 'module'
  if (extension === '.cjs' || extension === '.cts') return 'commonjs'
  if (!/^\.[jt]sx?$/.test(extension)) return undefined
  return packageType(path) ?? 'commonjs'
}

const types = new Map<string, ModuleFormat | undefined>()

/** The `type` of the package that a file lies in; `undefined` where there is no package, or it does not say. */
export function packageType(path: string): ModuleFormat | undefined {
  const folder = dirname(path)
  if (types.has(folder)) return types.get(folder)
  const type = readType(folder)
  types.set(folder, type)
  return type
}

function readType(folder: string): ModuleFormat | undefined {
  // Node looks no further up than the folder of a package.
  if (folder.endsWith('node_modules')) return undefined
  let text: string
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8')
  } catch {
    return dirname(folder) === folder ? undefined : packageType(folder)
  }
  try {
    const { type } = JSON.parse(text)
    return type === 'module' || type === 'commonjs' ? type : undefined
  } catch {
    // Node says what is wrong with it when it gets there.
    return undefined
  }
}
