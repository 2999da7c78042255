import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { parseDocument } from 'yaml'
import type { FileSystem } from '../model/file-system.ts'
import { readRegularFile } from '../state/read-regular-file.ts'

/** A package of the project itself: at its root, or in its workspace. */
export interface OwnPackage {
  readonly name: string
  /** Relative to the root of the project, with `/`; `.` for the root. */
  readonly folder: string
  readonly isPrivate: boolean
  /** Names of the packages that it needs, peers included. */
  readonly dependencies: ReadonlySet<string>
  /** Names of those among them that whoever uses it installs. */
  readonly peers: ReadonlySet<string>
  /** What importers may name behind the name (`.`, `./node`), and the file that it stands for, its source if that is named. */
  readonly entries: ReadonlyMap<string, string>
  /** Of those entries the files that a compiler looks for, which knows nothing of conditions such as `source`. */
  readonly resolved: ReadonlyMap<string, string>
}

/** Finds the packages of a project: `workspaces` of npm, Yarn and Bun, and `pnpm-workspace.yaml`. */
export async function findOwnPackages(fileSystem: FileSystem): Promise<OwnPackage[]> {
  const root = await readPackage('.', fileSystem)
  const listed = await fileSystem.read('pnpm-workspace.yaml').catch(() => undefined)
  const globs = [...workspaceGlobs(root?.json.workspaces), ...pnpmGlobs(listed)]
  const included = globs.filter((glob) => !glob.startsWith('!'))
  const excluded = globs.filter((glob) => glob.startsWith('!')).map((glob) => posix.join(glob.slice(1), 'package.json'))
  const files =
    included.length === 0
      ? []
      : await fileSystem.glob(
          included.map((glob) => posix.join(glob, 'package.json')),
          excluded,
        )
  const others = await Promise.all(files.map((file) => readPackage(posix.dirname(file), fileSystem)))
  return [root, ...others].flatMap((found) => (found ? toOwnPackage(found) : []))
}

interface ReadPackage {
  readonly folder: string
  readonly json: Readonly<Record<string, unknown>>
}

async function readPackage(folder: string, fileSystem: FileSystem): Promise<ReadPackage | undefined> {
  try {
    const json: unknown = JSON.parse((await fileSystem.read(posix.join(folder, 'package.json'))) ?? '')
    return typeof json === 'object' && json !== null ? { folder, json: json as Record<string, unknown> } : undefined
  } catch {
    // A package that cannot be read has no name.
    return undefined
  }
}

function workspaceGlobs(workspaces: unknown): string[] {
  const list = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | undefined)?.packages
  return Array.isArray(list) ? list.filter((glob) => typeof glob === 'string') : []
}

function pnpmGlobs(text: string | undefined): string[] {
  if (text === undefined) return []
  const document = parseDocument(text)
  return document.errors.length > 0 ? [] : workspaceGlobs(document.toJS()?.packages)
}

/** What npm takes for the name of a package. */
const packageName = /^(?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*$/i

function toOwnPackage({ folder, json }: ReadPackage): OwnPackage[] {
  const { name } = json
  if (typeof name !== 'string' || !packageName.test(name)) return []
  const entries = new Map<string, string>()
  const resolved = new Map<string, string>()
  const inProject = (file: string | undefined) => {
    const found = file === undefined ? undefined : posix.join(folder, file)
    return found?.startsWith('..') ? undefined : found
  }
  for (const [path, target] of exportsOf(json)) {
    const file = inProject(targetFile(target))
    if (file === undefined || /[*]|\.\./.test(path)) continue
    entries.set(path, file)
    const other = inProject(filesOf(target, usual)[0])
    if (other !== undefined) resolved.set(path, other)
  }
  const peers = new Set(namesOf(json.peerDependencies))
  const dependencies = new Set([...namesOf(json.dependencies), ...peers])
  return [{ name, folder, isPrivate: json.private === true, dependencies, peers, entries, resolved }]
}

function namesOf(list: unknown): string[] {
  return typeof list === 'object' && list !== null ? Object.keys(list) : []
}

function exportsOf(json: Readonly<Record<string, unknown>>): [path: string, target: unknown][] {
  const { exports } = json
  if (exports === undefined) {
    const main = [json.types, json.typings, json.module, json.main].find((file) => typeof file === 'string')
    return main === undefined ? [] : [['.', main]]
  }
  const isMap = typeof exports === 'object' && exports !== null && !Array.isArray(exports)
  const hasPaths = isMap && Object.keys(exports).some((key) => key.startsWith('.'))
  return hasPaths ? Object.entries(exports as Record<string, unknown>) : [['.', exports]]
}

/**
 * The file of a target of `exports`: a source of TypeScript if one is named, else what says the types. What a condition
 * leads to that a compiler knows comes before that of a place where the package may run, such as `react-server`.
 */
function targetFile(target: unknown): string | undefined {
  const files = filesOf(target)
  const isSource = (file: string) => /(?<!\.d)\.[cm]?tsx?$/.test(file)
  return (
    filesOf(target, usual).find(isSource) ??
    files.find(isSource) ??
    files.find((file) => /\.d\.[cm]?ts$/.test(file)) ??
    files[0]
  )
}

/** The conditions that a compiler knows without being told of them. */
const usual = /^(?:types(?:@(?!<).*)?|import|require|node|default|module-sync)$/

function filesOf(target: unknown, conditions = /^/): string[] {
  if (typeof target === 'string') return [target]
  if (Array.isArray(target)) return target.flatMap((one) => filesOf(one, conditions))
  if (typeof target !== 'object' || target === null) return []
  return Object.entries(target).flatMap(([condition, file]) =>
    // `types@<5.4` is for compilers that are older than those that check blocks.
    /^types@</.test(condition) || !conditions.test(condition) ? [] : filesOf(file, conditions),
  )
}

const built = /^(?:\.\/)?(?:dist|lib|build|out|output|esm|cjs|es|types|_[a-z]+)\//

/** The source of an entry that has not been built, relative to the root of the project. */
function findSource(root: string, { folder, entries }: OwnPackage, file: string, listed: Listed): string | undefined {
  let rest = posix.relative(folder, file)
  while (built.test(rest)) rest = rest.replace(built, '')
  const stem = rest.replace(/^src\//, '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
  const stems = [
    stem,
    posix.join(stem, 'index'),
    // Whatever the main module is called when it is built (`dist/vue-router.d.ts`), its source hardly is.
    ...(stem === 'index' || stem === 'main' || file === entries.get('.') ? ['index', 'main', 'mod'] : []),
  ]
  const candidates = ['src', 'source', 'lib', '.', 'src/public', 'src/entries', 'src/exports'].flatMap((base) =>
    stems.flatMap((one) => ['.ts', '.tsx', '.mts'].map((extension) => posix.join(folder, base, one + extension))),
  )
  return candidates.find((candidate) => isListed(join(root, candidate), listed))
}

/** A package for each language, or each icon, has hundreds. */
const manyEntries = 50

/** What lies in folders that were looked into. */
type Listed = Map<string, ReadonlySet<string>>

/** Whether a file is there: many are sought in a few folders. */
function isListed(path: string, listed: Listed): boolean {
  const folder = dirname(path)
  const names = listed.get(folder) ?? namesIn(folder)
  listed.set(folder, names)
  return names.has(basename(path))
}

function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder))
  } catch {
    return new Set()
  }
}

/** Whether the types of an entry are there: it has been built, or it is a source. */
function isBuilt(root: string, file: string): boolean {
  const path = join(root, typesOf(file))
  return existsSync(path) && (!/\.d\.[cm]?ts$/.test(path) || isWhole(path))
}

/** The file that says the types of another one. */
function typesOf(file: string): string {
  return /\.[cm]?tsx?$/.test(file) ? file : file.replace(/\.([cm]?)jsx?$/, '.d.$1ts')
}

/** Whether what declarations export from files of the package is there: they may be written by hand, and those built. */
function isWhole(declarations: string): boolean {
  const exports = (readIfThere(declarations) ?? '').matchAll(/\bexport\b[^'"]*\bfrom\s*(['"])(\.\.?\/[^'"]+)\1/g)
  return [...exports].every(([, , from = '']) => {
    const path = join(dirname(declarations), from)
    return [typesOf(path), path, `${path}.d.ts`, `${path}.ts`, join(path, 'index.d.ts')].some(existsSync)
  })
}

/**
 * Files that make the packages of a project importable by their names, by path relative to the root: where a package is
 * not installed, or not built, its name leads to its sources. They are shown to the compiler, and never written.
 *
 * @param imported The modules that blocks import: of a package with very many entries, no others are looked at.
 */
export function linkOwnPackages(
  root: string,
  packages: readonly OwnPackage[],
  imported: ReadonlySet<string>,
): Map<string, string> {
  const files = new Map<string, string>()
  const listed: Listed = new Map()
  for (const own of packages) {
    const [main] = own.entries.keys()
    const found = main === undefined ? undefined : own.resolved.get(own.entries.has('.') ? '.' : main)
    const folder = posix.join('node_modules', own.name)
    const isInstalled = existsSync(join(root, folder, 'package.json'))
    const isFound = found !== undefined && isBuilt(root, found)
    if (main === undefined || (isInstalled && (isFound || !isLinkTo(root, folder, own)))) continue
    // A package of settings needs no compiler.
    if ([...own.entries.values()].every((file) => file.endsWith('.json'))) continue
    const exports: Record<string, string> = {}
    for (const [path, file] of own.entries) {
      if (own.entries.size > manyEntries && !imported.has(posix.join(own.name, path))) continue
      if (file.endsWith('.json')) {
        // What others extend or read stays what it is.
        const text = readIfThere(join(root, file))
        const copy = `${path === '.' ? 'index' : path.replace(/^\.\//, '').replace(/\.json$/, '')}.json`
        if (text === undefined || path === './package.json') continue
        exports[path] = `./${copy}`
        files.set(posix.join(folder, copy), text)
        continue
      }
      const source = isBuilt(root, file) ? file : findSource(root, own, file, listed)
      if (source === undefined) continue
      // `export =` can be handed on by a module of CommonJS only.
      const isWhole = /^[ \t]*export[ \t]*=/m.test(readIfThere(join(root, source)) ?? '')
      const name = `${path === '.' ? 'index' : path.replace(/^\.\//, '')}.d.${isWhole ? 'cts' : 'ts'}`
      exports[path] = `./${name}`
      files.set(posix.join(folder, name), reexport(root, posix.join(folder, name), source, isWhole))
    }
    if (Object.keys(exports).length === 0) continue
    const json = { name: own.name, version: '0.0.0', type: 'module', types: exports['.'] ?? './index.d.ts', exports }
    files.set(posix.join(folder, 'package.json'), JSON.stringify(json))
  }
  return files
}

/** The sources of the entries of a package, relative to the root of the project. */
export function sourcesOf(root: string, own: OwnPackage): string[] {
  const listed: Listed = new Map()
  return [...own.entries.values()].flatMap((file) => sourceOf(root, own, file, listed) ?? [])
}

function sourceOf(root: string, own: OwnPackage, file: string, listed: Listed): string | undefined {
  const isSource = /(?<!\.d)\.[cm]?[jt]sx?$/.test(file) && !built.test(posix.relative(own.folder, file))
  return isSource && isListed(join(root, file), listed) ? file : findSource(root, own, file, listed)
}

/**
 * The sources of the modules of packages of the project, by the names that imports have for them.
 *
 * @returns Relative to the root of the project.
 */
export function sourcesOfModules(root: string, packages: readonly OwnPackage[]): Map<string, string> {
  const listed: Listed = new Map()
  const sources = new Map<string, string>()
  for (const own of packages)
    for (const [path, file] of own.entries) {
      const source = sourceOf(root, own, file, listed)
      if (source !== undefined) sources.set(posix.join(own.name, path), source)
    }
  return sources
}

/** Whether what is installed is the package of the workspace itself, not a version of it that was published. */
function isLinkTo(root: string, installed: string, { folder }: OwnPackage): boolean {
  return readIfThere(join(root, installed, 'package.json')) === readIfThere(join(root, folder, 'package.json'))
}

function reexport(root: string, from: string, source: string, isWhole: boolean): string {
  const path = posix.relative(posix.dirname(from), source).replace(/(?:\.d)?\.([cm]?)tsx?$/, '.$1js')
  if (isWhole) return `import whole = require(${JSON.stringify(path)})\nexport = whole\n`
  const hasDefault = /\bexport\s+default\b|\bas\s+default\b/.test(readIfThere(join(root, source)) ?? '')
  const all = `export * from ${JSON.stringify(path)}\n`
  return hasDefault ? `${all}export { default } from ${JSON.stringify(path)}\n` : all
}

function readIfThere(path: string): string | undefined {
  try {
    return readRegularFile(path).toString('utf8')
  } catch {
    return undefined
  }
}
