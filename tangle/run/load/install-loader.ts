import { register } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { hookCommonJs } from './commonjs-hooks.ts'
import type { HookData } from './esm-hooks.ts'
import { type LoaderPlan, moduleFile, typescriptFile } from './loader-plan.ts'
import { openStore } from './open-store.ts'

/** In the environment of the thread in which modules are loaded, and nowhere else. */
const inHooksThread = 'TANGLE_HOOKS_THREAD'

/** Is this the thread in which Node loads modules for another? There, nothing is to be changed. */
export function isHooksThread(): boolean {
  return process.env[inHooksThread] !== undefined
}

/**
 * Lets this process, and its workers, load modules as the pages say them. `hooks` is the path of the hooks for
 * ECMAScript modules.
 */
export function installLoader(plan: LoaderPlan, hooks: string): void {
  const mode = isImported(typescriptFile) ? 'tsx' : 'node'
  // An argument that a plain `node` would not have.
  const at = process.execArgv.findIndex((argument) => basename(argument) === moduleFile)
  if (at > 0) process.execArgv.splice(at - 1, 2)
  process.setSourceMapsEnabled(true)
  hookCommonJs(openStore(plan), mode)
  const data: HookData = { plan, mode }
  process.env[inHooksThread] = '1'
  // Node 26 advises against `register()`, which is no matter of the program whose messages are read.
  const warned: NodeJS.Process & { noDeprecation?: boolean | undefined } = process
  const { noDeprecation } = warned
  warned.noDeprecation = true
  try {
    register(pathToFileURL(hooks).href, { data })
  } finally {
    warned.noDeprecation = noDeprecation
    delete process.env[inHooksThread]
  }
}

function isImported(name: string): boolean {
  return process.execArgv.some(
    (argument, index) =>
      process.execArgv[index - 1] === '--import' &&
      argument.startsWith('file:') &&
      basename(fileURLToPath(argument)) === name,
  )
}
