import { resolve } from 'node:path'
import type { TangleConfig } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { PageSource } from '../model/page.ts'
import { type Tangled, tanglePages } from '../resolve/tangle-pages.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'
import { type Plan, planWrites } from '../write/plan.ts'

/** A folder with pages, its configuration, and what its pages say. */
export interface Project {
  /** Absolute. */
  readonly root: string
  readonly config: TangleConfig
  readonly fileSystem: FileSystem
  readonly tangled: Tangled
}

export interface OpenProjectOptions {
  /** Default: the current directory. */
  readonly root?: string
  /** A configuration that was loaded already. Default: the file in the root. */
  readonly config?: TangleConfig
  /** Another configuration file than the usual ones. */
  readonly configFile?: string
  /** Default: the disk below the root. */
  readonly fileSystem?: FileSystem
}

/**
 * Reads the configuration and the pages of a project and tangles them in memory. Nothing is written.
 *
 * @throws ConfigError if the configuration cannot be used.
 */
export async function openProject(options: OpenProjectOptions = {}): Promise<Project> {
  const root = resolve(options.root ?? '.')
  const config = options.config ?? (await loadConfig(root, options.configFile))
  const fileSystem = options.fileSystem ?? new NodeFileSystem(root)
  const pages = await readPages(config, fileSystem)
  const tangled = tanglePages(pages, config.hoistImports === undefined ? {} : { hoistImports: config.hoistImports })
  return { root, config, fileSystem, tangled }
}

async function readPages(config: TangleConfig, fileSystem: FileSystem): Promise<PageSource[]> {
  const paths = await fileSystem.glob(config.pages ?? ['**/*.md'], config.ignore)
  return Promise.all(paths.map(async (path) => ({ path, text: (await fileSystem.read(path)) ?? '' })))
}

/** What writing the targets of the project would do. */
export function planProject(project: Project): Promise<Plan> {
  return planWrites(project.tangled.targets, project.fileSystem, project.config.outputs)
}
