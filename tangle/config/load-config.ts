import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readRegularFile } from '../state/read-regular-file.ts'
import { ConfigError, type TangleConfig } from './config.ts'
import { importPlainConfig } from './plain-config.ts'
import { validateConfig } from './validate-config.ts'

/** The files that may hold the configuration; the first one that is there counts. */
export const configNames = ['tangle.config.ts', 'tangle.config.js', 'tangle.config.json']

/**
 * Reads the configuration of a project; defaults if it has none. `file` names another one.
 *
 * @throws ConfigError if the file is not there, cannot be loaded, or has a key of the wrong form.
 */
export async function loadConfig(root: string, file?: string): Promise<TangleConfig> {
  const path = file === undefined ? findConfigFile(root) : resolve(root, file)
  if (path === undefined) return {}
  const shown = relative(root, path)
  if (!existsSync(path)) throw new ConfigError(`There is no configuration file ${shown}.`)
  return validateConfig(await readConfig(path, shown), shown)
}

/** The absolute path of the configuration that counts, if the root has one. */
export function findConfigFile(root: string): string | undefined {
  return configNames.map((name) => join(root, name)).find(existsSync)
}

async function readConfig(path: string, shown: string): Promise<unknown> {
  try {
    return path.endsWith('.json') ? JSON.parse(readRegularFile(path).toString('utf8')) : await loadModule(path, shown)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`${shown} cannot be loaded: ${reason}`, { cause: error })
  }
}

async function loadModule(path: string, shown: string): Promise<unknown> {
  const module = (await importPlainConfig(readRegularFile(path).toString('utf8'))) ?? (await importConfig(path))
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new ConfigError(`${shown} has no default export. Write \`export default defineConfig({ … })\`.`)
  }
  return module.default
}

/**
 * Where the whole process reads TypeScript, as it does in a checkout, a configuration shares the toolchain that it
 * imports, which saves reading it twice. Anywhere else this fails, and the other way is taken.
 */
async function importConfig(path: string): Promise<unknown> {
  if (!import.meta.url.endsWith('.ts')) return importProjectModule(path)
  try {
    // A file that changed since it was imported is another module.
    const { mtimeMs } = await stat(path)
    return await import(`${pathToFileURL(path).href}?${mtimeMs}`)
  } catch {
    return importProjectModule(path)
  }
}

/** Imports a module of the project, TypeScript or not. */
export async function importProjectModule(path: string): Promise<unknown> {
  const url = pathToFileURL(path).href
  const { tsImport } = await import('tsx/esm/api')
  return withoutInterop(await tsImport(url, import.meta.url))
}

/** Where no `package.json` says `module`, a module is compiled to CommonJS, and what it exports is one level deeper. */
function withoutInterop(module: unknown): unknown {
  const exported = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
  return typeof exported === 'object' && exported !== null && '__esModule' in exported ? exported : module
}
