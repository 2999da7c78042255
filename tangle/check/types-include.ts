import { join, resolve } from 'node:path'
import type { TypesDisk } from './types-disk.ts'

const hasWildcard = (part: string) => /[*?]/.test(part)

/**
 * Looks into every folder that `include` of a tsconfig can reach, so that a declaration file that appears there is
 * noticed. Rather one folder too many than one too few: `exclude` takes none away.
 */
export function lookIntoIncludedFolders(disk: TypesDisk, root: string, include: readonly string[]): void {
  for (const pattern of include) {
    const parts = pattern.split('/')
    const wildcard = parts.findIndex(hasWildcard)
    const fixed = wildcard === -1 ? pattern : parts.slice(0, wildcard).join('/')
    const start = resolve(root, fixed || (pattern.startsWith('/') ? '/' : '.'))
    disk.isFile(start)
    disk.isFolder(start)
    const rest = wildcard === -1 ? [] : parts.slice(wildcard).filter((part) => part !== '')
    // A name at the end with neither wildcard nor dot is a folder, and means everything in it.
    const isDeep = rest.includes('**') || !/[.*?]/.test(parts.at(-1) ?? '')
    walk(disk, start, isDeep ? Number.POSITIVE_INFINITY : rest.length - 1, foldersReachedBy(disk, rest), new Set())
  }
}

/** The folders in a folder that patterns lead into. */
function foldersReachedBy(disk: TypesDisk, patterns: readonly string[]): (folder: string) => Iterable<string> {
  // `.c*` leads into folders that are hidden from other wildcards, and a plain name into the one that it names.
  const showsHidden = patterns.some((part) => part.startsWith('.') && hasWildcard(part))
  const named = patterns.filter((part) => !hasWildcard(part))
  return (folder) => {
    const alsoNamed = named.filter((name) => disk.isFolder(join(folder, name)))
    return new Set([...(showsHidden ? disk.folders(folder) : disk.visibleFolders(folder)), ...alsoNamed])
  }
}

function walk(
  disk: TypesDisk,
  folder: string,
  depth: number,
  reached: (folder: string) => Iterable<string>,
  above: ReadonlySet<string>,
): void {
  disk.declarations(folder)
  const real = disk.realPath(folder)
  // A link back to where the walk came from ends it.
  if (depth <= 0 || above.has(real)) return
  const path = new Set([...above, real])
  for (const name of reached(folder)) walk(disk, join(folder, name), depth - 1, reached, path)
}
