import type { LoadHook, ResolveFnOutput, ResolveHook } from 'node:module'
import { isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compileFunction } from 'node:vm'
import { facadeOf } from './commonjs-facade.ts'
import { facadeMark, type LoaderMode, type LoaderPlan, mainMark } from './loader-plan.ts'
import { candidatesOf, isFilePath, isInPackage, isTypeScript, realPathOf } from './module-paths.ts'
import type { ModuleStore } from './module-store.ts'
import { openStore } from './open-store.ts'
import { formatOf, packageType } from './package-type.ts'

// Runs in the thread in which Node loads ECMAScript modules.

/** What the thread is told when it starts. */
export interface HookData {
  readonly plan: LoaderPlan
  readonly mode: LoaderMode
}

let store: ModuleStore
let data: HookData

/** Called by Node, once. */
export function initialize(given: HookData): void {
  data = given
  store = openStore(given.plan)
}

/** Called by Node for each import: targets are there even if they are not on the disk, and TypeScript as under `tsx`. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (/^(?:node|data):/.test(specifier)) return next(specifier, context)
  const at = specifier.search(/[?#]/)
  const isAddress = isFilePath(specifier) || specifier.startsWith('file:')
  const name = at > 0 && isAddress ? specifier.slice(0, at) : specifier
  const found = await resolveName(name, context, next)
  if (!found.url.startsWith('file:')) return found
  const url = name === specifier ? found.url : found.url + specifier.slice(at)
  const path = fileURLToPath(found.url)
  const isOurs = isTypeScript(path) || store.isTarget(path)
  const format = isOurs || data.mode === 'tsx' ? targetFormat(path, found.format) : found.format
  const result = { ...found, url, format }
  if (!isOurs || format !== 'commonjs') return result
  // The program itself has no parent.
  const main = context.parentURL === undefined ? mainMark : ''
  return { ...result, url: `${url}${url.includes('?') ? '&' : '?'}${main}${facadeMark}` }
}

/** Called by Node for each module. */
export const load: LoadHook = async (url, context, next) => {
  if (!url.startsWith('file:')) return next(url, context)
  const path = fileURLToPath(url)
  if (url.endsWith(facadeMark)) {
    const source = facadeOf(store, path, url.endsWith(mainMark + facadeMark))
    return { format: 'module', shortCircuit: true, source }
  }
  if (isTypeScript(path)) {
    const format = formatOf(path) ?? 'module'
    // Without a source, Node lets CommonJS be loaded as `require` would.
    const source = format === 'module' ? store.compiled(path, format) : undefined
    return { format, shortCircuit: true, ...(source !== undefined && { source }) }
  }
  if (path.endsWith('.json') && data.mode === 'tsx') {
    return { format: 'module', shortCircuit: true, source: store.compiled(path, 'module') }
  }
  const text = store.targetText(path)
  if (text === undefined) return next(url, context)
  const loaded = await next(url, { ...context, source: text } as typeof context)
  if (loaded.format !== 'commonjs') return loaded
  const { source: _, ...commonjs } = loaded
  return commonjs
}

function targetFormat(path: string, known: Format): Format {
  if (known) return known
  // Node looks into what does not say what it is; `tsx` takes that for CommonJS.
  const isOpen = data.mode === 'node' && path.endsWith('.js') && packageType(path) === undefined
  return isOpen && !isCommonJs(store.read(path)) ? undefined : formatOf(path)
}

/** As Node finds out: a script is CommonJS unless it has what only an ECMAScript module can have. */
function isCommonJs(text: string): boolean {
  const problem = syntaxProblem(text)
  if (problem === undefined) return true
  // An `await` may be all that is wrong. What is wrong for another reason, Node reports as of a CommonJS module.
  return !ofModules.test(problem) && syntaxProblem(`(async function () {${text}\n})`) !== undefined
}

/** What V8 objects to in a script that is read as CommonJS. */
function syntaxProblem(text: string): string | undefined {
  try {
    compileFunction(text, commonJsNames)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const commonJsNames = ['exports', 'require', 'module', '__filename', '__dirname']
/** What it says of an `import`, an `export`, and a declaration of one of these names. */
const ofModules = new RegExp(`\\b(?:import|export|${commonJsNames.join('|')})\\b`)

type Format = ResolveFnOutput['format']

type Context = Parameters<ResolveHook>[1]
type Next = (specifier: string, context?: Partial<Context>) => ResolveFnOutput | Promise<ResolveFnOutput>

async function resolveName(name: string, context: Context, next: Next): Promise<ResolveFnOutput> {
  const parent = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : undefined
  const isPackage = !isFilePath(name) && !/^[a-z][\w+.-]+:/.test(name)
  const aliases = isPackage && !name.startsWith('#') && !isInPackage(parent) ? store.aliasesOf(name) : []
  if (data.mode === 'tsx') {
    for (const path of aliases) {
      try {
        return await resolvePath(pathToFileURL(path).href, context, next)
      } catch {
        // The next one may be there.
      }
    }
    return resolvePath(name, context, next)
  }
  try {
    return await resolveExact(name, context, next)
  } catch (error) {
    // Without hooks, Node looks for a program, or a worker, as `require` does.
    if (context.parentURL === undefined && missingPath(error) !== undefined) throw missingMain(name)
    for (const path of aliases) {
      const found = [path, ...candidatesOf(path)].find((candidate) => store.exists(candidate))
      if (found !== undefined) return resolveExact(pathToFileURL(found).href, context, next)
    }
    throw error
  }
}

/** As Node does, over targets that may not be on the disk. */
async function resolveExact(name: string, context: Context, next: Next): Promise<ResolveFnOutput> {
  const url = addressOf(name, context.parentURL)
  if (url && store.isTarget(fileURLToPath(url))) return { url, shortCircuit: true }
  try {
    return await next(name, context)
  } catch (error) {
    const missing = missingAddress(error)
    if (missing === undefined || !store.isTarget(fileURLToPath(missing))) throw error
    return { url: missing, shortCircuit: true }
  }
}

/** `resolve.ts` of `tsx`: sources stand for what is built of them, extensions and `index` may be left out. */
async function resolvePath(name: string, context: Context, next: Next): Promise<ResolveFnOutput> {
  const parent = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : undefined
  const specifier = /(?:^|\/)\.\.?$/.test(name) ? `${name}/` : name
  if (specifier.endsWith('/') && (isFilePath(specifier) || specifier.startsWith('file:'))) {
    const index = addressOf(`${specifier}index`, context.parentURL)
    const found = index && firstCandidate(index)
    if (found) return resolveExact(found, context, next)
  }
  const isSource = parent !== undefined && (isTypeScript(parent) || (store.allowJs && !isInPackage(parent)))
  const url = addressOf(specifier, context.parentURL)
  const early = isSource && url ? firstCandidate(url) : undefined
  if (early) return resolveExact(early, context, next)
  try {
    return await resolveExact(specifier, context, next)
  } catch (error) {
    const missing = missingAddress(error)
    const found = missing && (firstCandidate(missing) ?? firstCandidate(`${missing}/index`))
    if (!found) throw error
    return resolveExact(found, context, next)
  }
}

function firstCandidate(url: string): string | undefined {
  const found = candidatesOf(fileURLToPath(url)).find((path) => store.exists(path))
  return found === undefined ? undefined : pathToFileURL(found).href
}

/** The address of a file, if a specifier names one. */
function addressOf(name: string, parentURL: string | undefined): string | undefined {
  if (name.startsWith('file:')) return new URL(name).href
  if (!isFilePath(name) || !parentURL?.startsWith('file:')) return undefined
  return new URL(name, parentURL).href
}

function missingMain(name: string): Error {
  const path = name.startsWith('file:') ? fileURLToPath(name) : name
  return Object.assign(new Error(`Cannot find module '${path}'`), { code: 'MODULE_NOT_FOUND', requireStack: [] })
}

/** The address of the file that Node has looked for in vain, with links followed. */
function missingAddress(error: unknown): string | undefined {
  const path = missingPath(error)
  return path === undefined ? undefined : pathToFileURL(realPathOf(path)).href
}

function missingPath(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return undefined
  const url = 'url' in error ? error.url : undefined
  // Of the `main` of a package, it says that there is no such package.
  const named = typeof url === 'string' ? url : /^Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1]
  if (named?.startsWith('file:')) return fileURLToPath(named)
  return named !== undefined && isAbsolute(named) ? named : undefined
}
