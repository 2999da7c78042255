import type { Stats } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { ConfigError, type TangleConfig } from '../config/config.ts'
import { findConfigFile, loadConfig } from '../config/load-config.ts'
import type { AnnotationStyle, EntangledConfig, EntangledOptions, FileDatabase } from '../entangled/index.ts'
import { FileError, toFileError } from '../model/file-error.ts'
import type { FileSystem } from '../model/file-system.ts'
import { foldPath } from '../parse/target-path.ts'
import { parseImports } from '../resolve/imports/parse-imports.ts'
import type { ResolveOptions } from '../resolve/resolve-targets.ts'
import { type Tangled, tangleReadPages } from '../resolve/tangled.ts'
import { sizeLimit } from '../state/read-regular-file.ts'
import { lstatIfExists } from '../write/if-exists.ts'
import { type Ledger, type LedgerNotes, ledgerPath, parseLedgerNotes } from '../write/ledger.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'
import { type Plan, type PlanOptions, planWrites } from '../write/plan.ts'
import { hasCaptions, withoutFiles } from './captions.ts'
import { readPages } from './read-pages.ts'
import { tsconfigFor } from './tsconfig.ts'

/** A folder with pages, its configuration, and what its pages say. */
export interface Project {
  /** Absolute. */
  readonly root: string
  /** The configuration: that of its file, or the one that was given. */
  readonly config: TangleConfig
  /** Relative to the root, with `/`; `undefined` if the configuration is in one of the usual files, or in none. */
  readonly configFile?: string
  /** The files below the root: reading and writing go through it. */
  readonly fileSystem: FileSystem
  /** Pages, blocks and targets, as they were when the project was opened. */
  readonly tangled: Tangled
  /** Nothing says that its pages write files: `file=` outside of braces is what a site generator writes above a block. */
  readonly captions?: true
  /** The files that Entangled wrote last, where this stands in for it. */
  readonly written?: Ledger
  /** The files of which Entangled has a record, edited or not. */
  readonly claimed?: ReadonlySet<string>
  /** How Entangled would tangle it, where this stands in for it. */
  readonly entangled?: EntangledSource
}

/** What is known of a project of Entangled. */
export interface EntangledSource {
  readonly config: EntangledConfig
  readonly options: EntangledOptions
  readonly database: FileDatabase | undefined
  /** What the ledger remembers of how it was tangled. */
  readonly notes: LedgerNotes
  /** Nothing says that it is one but that database. */
  readonly isByDatabase: boolean
}

/** Options of `openProject`. */
export interface OpenProjectOptions {
  /** Default: the current directory. */
  readonly root?: string
  /** A configuration that was loaded already. Default: the file in the root. */
  readonly config?: TangleConfig
  /** Another configuration file than the usual ones. */
  readonly configFile?: string
  /** Default: the disk below the root. */
  readonly fileSystem?: FileSystem
  /** How the targets of an Entangled project are annotated. Default: what its configuration says. */
  readonly annotation?: AnnotationStyle
}

/**
 * Reads the configuration and the pages of a project and tangles them in memory. Nothing is written. A project of
 * Entangled that has no configuration of ours is read as Entangled would (syntax specification, 12.1).
 *
 * @throws ConfigError if the configuration cannot be used.
 */
export async function openProject(options: OpenProjectOptions = {}): Promise<Project> {
  const root = resolve(options.root ?? '.')
  const fileSystem = options.fileSystem ?? new NodeFileSystem(root)
  refuseUnreadable(root, 'package.json')
  const isOurs = options.config !== undefined || options.configFile !== undefined || findConfigFile(root) !== undefined
  const entangled = isOurs ? undefined : await openEntangled(root, fileSystem, options.annotation)
  if (entangled) return entangled
  if (options.annotation !== undefined) {
    throw new ConfigError('Annotations are written in projects of Entangled only, and there is no entangled.toml here.')
  }
  const config = options.config ?? (await loadConfig(root, options.configFile))
  const read = await readPages(config, fileSystem)
  const captions = await hasCaptions(read, config, fileSystem)
  const tangled = tangleReadPages(captions ? withoutFiles(read) : read, resolveOptions(root, config))
  const { configFile } = options
  const named = configFile === undefined ? {} : { configFile: toPath(root, configFile) }
  return { root, config, ...named, fileSystem, tangled, ...(captions && { captions }) }
}

/** Node reads this file when it looks for a module. It would wait for a pipe for ever, and read a file of any size. */
function refuseUnreadable(root: string, path: string): void {
  const found = seen(root, path)
  if (!found || found.isDirectory() || found.isSymbolicLink()) return
  if (!found.isFile()) throw new FileError(path, `${path} cannot be read: it is neither a file nor a folder.`, 'EISDIR')
  if (found.size > sizeLimit) throw new FileError(path, `${path} cannot be read: it is larger than 256 MB.`, 'EFBIG')
}

/** @throws FileError if that cannot be found out, since the root itself cannot be entered. */
function seen(root: string, path: string): Stats | undefined {
  try {
    return lstatIfExists(join(root, path))
  } catch (error) {
    throw toFileError(error, path, 'read')
  }
}

/** What the configuration says about names and targets, and how imports are found. */
export function resolveOptions(root: string, config: TangleConfig): ResolveOptions {
  const { hoistImports, namespaces, limits } = config
  return {
    importFinder: parseImports,
    keepsImports: (path) => tsconfigFor({ root, config }, path)?.config.compilerOptions?.verbatimModuleSyntax === true,
    ...(hoistImports !== undefined && { hoistImports }),
    ...(namespaces !== undefined && { namespaces }),
    ...(limits !== undefined && { limits }),
  }
}

/** One of these is in the root of every project of Entangled. */
export const entangledFiles = ['entangled.toml', 'pyproject.toml', '.entangled/filedb.json']

async function openEntangled(
  root: string,
  fileSystem: FileSystem,
  annotation: AnnotationStyle | undefined,
): Promise<Project | undefined> {
  const found = await Promise.all(entangledFiles.map((path) => fileSystem.read(path)))
  if (found.every((text) => text === undefined)) return undefined
  const { annotationNotes, openEntangledProject, readFileDatabase, recordsOf } = await import('../entangled/index.ts')
  const remembered = parseLedgerNotes((await fileSystem.read(ledgerPath)) ?? '')
  const opened = await openEntangledProject(fileSystem, { ...(annotation !== undefined && { annotation }), remembered })
  if (!opened) return undefined
  const { tangled, options } = opened
  const notes = annotationNotes(remembered, opened.config, options.annotation)
  const database = await readFileDatabase(fileSystem)
  const records = database && (await recordsOf(database, tangled.targets, fileSystem))
  // Nothing but tangling was asked for: what else we check is for projects that chose it.
  const config: TangleConfig = { hoistImports: false, types: false, links: false, blocks: false, words: false }
  const entangled = { config: opened.config, options, database, isByDatabase: opened.isByDatabase, notes }
  return { root, config, fileSystem, tangled, entangled, ...records }
}

/**
 * Plans to write the targets of the project, and tells what that would do: all of them, or only those whose paths are
 * given.
 */
export async function planProject(project: Project, { only }: Pick<PlanOptions, 'only'> = {}): Promise<Plan> {
  const { tangled, fileSystem, config, configFile, written, claimed, entangled } = project
  const reserved = new Map(tangled.pages.map(({ path }) => [path, 'a page']))
  if (configFile !== undefined) reserved.set(configFile, 'the configuration')
  const forbid: PlanOptions['forbid'] = async (path, text) => {
    if (configFile !== undefined && foldPath(path) === foldPath(configFile)) return 'the configuration'
    return (await changesEntangled(path, text, project)) ? 'what would make another project of this one' : undefined
  }
  return planWrites(tangled.targets, fileSystem, config.outputs, {
    ...{ reserved, forbid },
    ...(written && { written }),
    ...(claimed && { claimed }),
    ...(project.entangled?.isByDatabase && { asEntangled: true }),
    ...(only && { only }),
    ...(entangled && { isGenerated: await generatedFiles(), notes: entangled.notes }),
  })
}

/** Comments in a file of Entangled say where it was generated from. */
async function generatedFiles(): Promise<(text: string) => boolean> {
  const { readWriter } = await import('../entangled/index.ts')
  return (text) => readWriter(text) !== undefined
}

/** Whether a file would change what is known of Entangled here, where no configuration of ours says what counts. */
async function changesEntangled(path: string, text: string, { root, fileSystem }: Project): Promise<boolean> {
  if (foldPath(path) !== 'pyproject.toml' || findConfigFile(root) !== undefined) return false
  const { entangledSettingsOf } = await import('../entangled/index.ts')
  return entangledSettingsOf(text) !== entangledSettingsOf((await fileSystem.read('pyproject.toml')) ?? '')
}

/** How a file is called in the project, whatever the command line calls it. */
export function toPath(root: string, file: string): string {
  return relative(root, resolve(root, file)).split(sep).join('/')
}
