import type { FileSystem } from '../../model/file-system.ts'
import type { Target } from '../../model/origin-map.ts'
import { hashText } from '../../write/ledger.ts'
import { trimEnd } from '../python/text.ts'

/** Where Entangled keeps what it knows of files. We read it, and never write it. */
export const fileDatabasePath = '.entangled/filedb.json'

/** What Entangled wrote last, whatever its version (syntax specification, 9.4 and 12.11). */
export interface FileDatabase {
  /** Of the tool that wrote it; empty if it does not say. */
  readonly version: string
  /** Path of a source or target to the digest of its text, as {@link digestText} makes it. */
  readonly digests: ReadonlyMap<string, string>
  /** The paths that Entangled wrote. */
  readonly targets: ReadonlySet<string>
}

/** Reads the database of a project. `undefined` if there is none, or if it is no such thing: then nothing is known. */
export async function readFileDatabase(fileSystem: FileSystem): Promise<FileDatabase | undefined> {
  const text = await fileSystem.read(fileDatabasePath)
  return text === undefined ? undefined : parseFileDatabase(text)
}

export function parseFileDatabase(text: string): FileDatabase | undefined {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return undefined // a conflict of two branches, for instance: see the promise of readFileDatabase
  }
  if (!isTable(data)) return undefined
  const { version, files, targets, target } = data
  return {
    version: typeof version === 'string' ? version : '',
    digests: new Map(readDigests(files)),
    // Before 2.4 the key had no s, and `files` was a list.
    targets: new Set([targets, target].flatMap((paths) => (Array.isArray(paths) ? paths : [])).filter(isText)),
  }
}

/** SHA-256 of a text without carriage returns and without white space at its end, as Entangled makes it. */
export async function digestText(text: string): Promise<string> {
  return hashText(trimEnd(text.replaceAll('\r', '')))
}

/**
 * What our ledger would say if we had written what Entangled wrote: an entry for each of these targets that is still as
 * Entangled left it. Other paths of the database are not asked about: what hooks have made (`.entangled/tasks.json`)
 * is there as well, and must not look like a target of ours that no page names any more.
 */
export async function ledgerFromDatabase(
  database: FileDatabase,
  targets: readonly Target[],
  fileSystem: FileSystem,
): Promise<Map<string, string>> {
  const ledger = new Map<string, string>()
  for (const { path } of targets) {
    const digest = database.targets.has(path) ? database.digests.get(path) : undefined
    if (digest === undefined || (await fileSystem.realPath(path)) === undefined) continue
    const text = await fileSystem.read(path)
    if (text !== undefined && (await digestText(text)) === digest) ledger.set(path, await hashText(text))
  }
  return ledger
}

function readDigests(files: unknown): [string, string][] {
  const entries = Array.isArray(files)
    ? files.map((file) => [isTable(file) ? file.path : undefined, file])
    : Object.entries(isTable(files) ? files : {})
  return entries.flatMap(([path, file]): [string, string][] => {
    const digest = isTable(file) ? file.hexdigest : undefined
    return isText(path) && isText(digest) ? [[path, digest]] : []
  })
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
