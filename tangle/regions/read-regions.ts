import { posix } from 'node:path'
import type { TangleConfig } from '../config/config.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Page } from '../model/page.ts'
import { blocksConfig } from '../snippets/snippet-settings.ts'
import { linesIn, regionLines, regionNames } from './region-lines.ts'
import { findRegionReferences, type RegionReference } from './region-reference.ts'
import { findSecretFiles, type SecretReason } from './secret-files.ts'

/** What a page shows of a file. */
export interface ReadRegion {
  readonly reference: RegionReference
  /** The file, relative to the root of the project; `undefined` if there is none. */
  readonly file: string | undefined
  /** What stands there now; `undefined` if there is no such region. */
  readonly lines: readonly string[] | undefined
  /** The regions that the file has. */
  readonly names: readonly string[]
  /** Why the file is not read: its lines would be on a page for everybody. */
  readonly secret?: SecretReason
}

export interface RegionProject {
  /** Absolute. */
  readonly root: string
  readonly config: TangleConfig
  readonly fileSystem: FileSystem
  readonly tangled: {
    readonly pages: readonly Page[]
    readonly targets: readonly { readonly path: string; readonly text: string }[]
  }
}

/**
 * Reads what the pages of a project show of its files. Of excerpts of targets only those of a region are read: the
 * others are compared with the target itself.
 *
 * @param isTarget Whether an `excerpt=` names a target or an example, which wins over a file.
 */
export async function readRegions(project: RegionProject, isTarget: (value: string) => boolean): Promise<ReadRegion[]> {
  const { config, fileSystem, tangled } = project
  const isOn = blocksConfig(config)?.regions === true
  const references = tangled.pages.flatMap((page) => findRegionReferences(page, isOn))
  const texts = new Map<string, Promise<string | undefined>>(
    tangled.targets.map(({ path, text }) => [path, Promise.resolve(text)]),
  )
  const read = (path: string): Promise<string | undefined> => {
    const known = texts.get(path) ?? fileSystem.read(path).catch(() => undefined)
    texts.set(path, known)
    return known
  }
  const wanted = references.filter(
    ({ path, region, block }) => region !== undefined || !block?.attributes.has('excerpt') || !isTarget(path),
  )
  const found = await Promise.all(wanted.map((reference) => readRegion(reference, config, read)))
  const ofTargets = new Set(tangled.targets.map(({ path }) => path))
  const files = found.flatMap(({ file }) => (file === undefined || ofTargets.has(file) ? [] : [file]))
  const secrets = await findSecretFiles(project.root, fileSystem, [...new Set(files)])
  return found.map((region): ReadRegion => {
    const secret = region.file === undefined ? undefined : secrets.get(region.file)
    return secret === undefined ? region : { ...region, lines: undefined, names: [], secret }
  })
}

async function readRegion(
  reference: RegionReference,
  config: TangleConfig,
  read: (path: string) => Promise<string | undefined>,
): Promise<ReadRegion> {
  for (const file of candidates(reference, config)) {
    const text = await read(file)
    if (text === undefined) continue
    const lines = linesIn(text)
    const { region } = reference
    const shown = region === undefined ? lines : regionLines(lines, region)
    return { reference, file, lines: shown, names: regionNames(lines) }
  }
  return { reference, file: undefined, lines: undefined, names: [] }
}

/** Where a file may be: a path of a site generator begins with its folder, another one with the page or the project. */
function candidates({ path, page }: RegionReference, { links }: TangleConfig): string[] {
  const folder = posix.dirname(page)
  const roots = typeof links === 'object' ? [links.root ?? []].flat() : []
  const first = page.includes('/') ? [page.slice(0, page.indexOf('/'))] : []
  const rooted = /^@?\/(.*)$/.exec(path)?.[1]
  const beside = posix.join(folder, path)
  const places =
    rooted !== undefined
      ? [rooted, ...[...roots, ...first].map((root) => posix.join(root, rooted))]
      : path.startsWith('.')
        ? [beside, posix.normalize(path)]
        : [posix.normalize(path), beside]
  return [...new Set(places)].filter((place) => !place.startsWith('..') && !posix.isAbsolute(place))
}
