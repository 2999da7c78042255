import type { Diagnostic } from '../../model/diagnostic.ts'
import type { FileSystem } from '../../model/file-system.ts'
import { locate } from '../../model/location.ts'
import type { PageSource } from '../../model/page.ts'
import type { EntangledConfig } from '../config/config.ts'
import { codes } from '../model/diagnostic-codes.ts'
import { comparePaths } from '../python/text.ts'
import { matchesIgnoreGlob, matchesWatchGlob, toFileSystemGlobs } from './globs.ts'

export interface EntangledInputs {
  /** In the order in which they are read, and their blocks are concatenated. */
  readonly paths: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The sources of a project: what matches `watch_list` and not `ignore_list`, folder by folder (syntax specification,
 * 1.5). A file that two globs match is read once, and installed packages are not searched (defects D11 and D23).
 */
export async function findInputs(config: EntangledConfig, fileSystem: FileSystem): Promise<EntangledInputs> {
  const found = await fileSystem.glob(config.watchList.flatMap(toFileSystemGlobs), ['.entangled/**'])
  // A file that is named may be a link, which a glob of ours passes by.
  for (const path of config.watchList.map(plainPath)) {
    if (path !== undefined && !found.includes(path) && (await fileSystem.read(path)) !== undefined) found.push(path)
  }
  const watched = config.watchList.map(matchesWatchGlob)
  const ignored = config.ignoreList.map(matchesIgnoreGlob)
  const paths = found
    .filter((path) => watched.some((matches) => matches(path)) && !ignored.some((matches) => matches(path)))
    .sort(comparePaths)
  return { paths, diagnostics: reportShallowGlobs(config, paths) }
}

/** The path that a glob without stars, question marks and classes stands for. */
function plainPath(glob: string): string | undefined {
  return /[*?[]/.test(glob)
    ? undefined
    : glob
        .split('/')
        .filter((part) => part !== '' && part !== '.')
        .join('/')
}

/** The texts of the inputs. Throws if one is not UTF-8. */
export async function readInputs(paths: readonly string[], fileSystem: FileSystem): Promise<PageSource[]> {
  return Promise.all(paths.map(async (path) => ({ path, text: (await fileSystem.read(path)) ?? '' })))
}

/** Globs of `ignore_list` that say more to a reader than to Entangled (defect D22). */
function reportShallowGlobs(config: EntangledConfig, paths: readonly string[]): Diagnostic[] {
  return config.ignoreList.flatMap((glob): Diagnostic[] => {
    const path = glob.includes('**') ? paths.find(matchesWatchGlob(glob)) : undefined
    if (path === undefined) return []
    return [
      {
        code: codes.setting,
        severity: 'warning',
        message: `\`ignore_list\` has ${glob}, but ${path} is read: in this list \`**\` stands for one folder.`,
        location: locate(config.file, { line: 0, column: 0 }),
        hint: 'Globs of this list are compared from the right end of a path: `README.md` ignores it in every folder.',
      },
    ]
  })
}
