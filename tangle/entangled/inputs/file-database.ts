import { FileError } from '../../model/file-error.ts'
import type { FileSystem } from '../../model/file-system.ts'
import type { Target } from '../../model/origin-map.ts'
import { targetPathProblem } from '../../parse/target-path.ts'
import { hashText } from '../../write/ledger.ts'
import { readWriter } from '../expand/annotate.ts'
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

/** What is recorded of the files of a project, in our terms. */
export interface FileRecords {
  /** Files that are as Entangled left them. */
  readonly written: ReadonlyMap<string, string>
  /** Files that Entangled wrote, edited or not. */
  readonly claimed: ReadonlySet<string>
}

/**
 * What the database says of targets, and of files that were targets and are there still. Of other paths it has, those
 * that hooks have made (`.entangled/tasks.json`) must not look like a target that no page names any more: a leftover
 * is a file that says itself where it was generated from.
 */
export async function recordsOf(
  database: FileDatabase,
  targets: readonly Target[],
  fileSystem: FileSystem,
): Promise<FileRecords> {
  const written = new Map<string, string>()
  const claimed = new Set<string>()
  const current = new Set(targets.map(({ path }) => path))
  for (const path of database.targets) {
    const text = await readIfInside(path, fileSystem)
    if (text === undefined || !(current.has(path) || readWriter(text))) continue
    claimed.add(path)
    if ((await digestText(text)) === database.digests.get(path)) written.set(path, await hashText(text))
  }
  return { written, claimed }
}

/** A database is a file that anyone may have edited: what no target can be is not looked at. */
async function readIfInside(path: string, fileSystem: FileSystem): Promise<string | undefined> {
  if (targetPathProblem(path)) return undefined
  try {
    return (await fileSystem.realPath(path)) === undefined ? undefined : await fileSystem.read(path)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return undefined
  }
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
