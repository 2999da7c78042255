import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs'
import { posix } from 'node:path'
import { StateFolder } from '../state/state-folder.ts'
import {
  type Mark,
  type MarkedFile,
  type MarkedFolder,
  parseSnapshot,
  type Snapshot,
  type SnapshotContent,
} from './parse-snapshot.ts'

/** Under which name it is kept in `.tangle`. It can be deleted whenever one likes. */
export const snapshotName = 'snapshot'

/** What is told from the times is never true of a file that is as young as what is remembered of it. */
const young = -1
const youngMark: Mark = [0, young, 0, 0]

/**
 * The text of a snapshot; `undefined` if a file is gone. What changed since the run started, at `since` milliseconds of
 * the epoch, may have changed after it was read: the next run will read it again.
 */
export function formatSnapshot(
  root: string,
  { files, ...content }: SnapshotContent,
  since: number,
): string | undefined {
  const marked: MarkedFile[] = []
  for (const { path, hash, mode = -1, isFresh } of files) {
    const stats = isFresh ? undefined : statOf(root, path)
    if (!isFresh && !stats?.isFile()) return undefined
    marked.push([path, hash, mode, ...(stats ? markOf(stats, since) : youngMark)])
  }
  const places: [string, number][] = []
  for (const path of new Set(files.flatMap(({ path }) => foldersOf(path)))) {
    const stats = statOf(root, path)
    if (!stats?.isDirectory()) return undefined
    places.push([path, stats.ino])
  }
  const folders = markFolders(root, content.pages, since)
  const snapshot: Snapshot = { ...content, files: marked, folders, places }
  return JSON.stringify(snapshot)
}

/** Finds pages by their globs. */
export type FindPages = (pages: readonly string[], ignore: readonly string[]) => Promise<readonly string[]>

export interface SnapshotCheck {
  readonly targetCount: number
  /** Some files had to be read to know that they are the same: it is worth taking the snapshot again. */
  readonly isStale: boolean
  readonly content: SnapshotContent
}

/**
 * Compares a project with its snapshot; `undefined` if they differ, or might. A file with the same size, times and
 * number is taken for the same, unless it changed so late that the snapshot may have been taken before (the rule that
 * git has for its index, "racy git"): such a file is read and compared by its hash, and so is one with another time.
 */
export async function compareSnapshot(
  root: string,
  toolchain: string,
  findPages: FindPages,
): Promise<SnapshotCheck | undefined> {
  const kept = new StateFolder(root).read(snapshotName)
  const snapshot = kept && parseSnapshot(kept.text)
  if (!snapshot || snapshot.toolchain !== toolchain) return undefined
  const { files, folders, places, absent, ...content } = snapshot
  if (absent.some((file) => statOf(root, file))) return undefined
  if (!places.every(([path, ino]) => isFolder(root, path, ino))) return undefined
  const reader = new MarkReader(root, kept.writtenAt)
  for (const file of files) if (!reader.isSame(file)) return undefined
  if (!folders.every((folder) => reader.isTrusted(folder))) {
    reader.isStale = true
    const found = await findPages(content.pages, content.ignore)
    const pages = files.slice(0, content.pageCount)
    if (found.length !== pages.length || found.some((page, at) => page !== pages[at]?.[0])) return undefined
  }
  return {
    targetCount: content.targetCount,
    isStale: reader.isStale,
    get content() {
      const known = files.map(([path, hash, mode]) => ({ path, hash, ...(mode !== -1 && { mode }) }))
      return { ...content, absent, files: known }
    },
  }
}

class MarkReader {
  isStale = false
  readonly #root: string
  readonly #takenAt: number

  constructor(root: string, takenAt: number) {
    this.#root = root
    this.#takenAt = takenAt
  }

  isSame([path, known, mode, ...mark]: MarkedFile): boolean {
    const stats = statOf(this.#root, path)
    // Whether a file that took the place of another one may be written is for the whole run to say.
    if (!stats?.isFile() || (mark[1] !== young && stats.ino !== mark[0])) return false
    if (mode !== -1 && process.platform !== 'win32' && (stats.mode & 0o777) !== mode) return false
    if (this.#isTrusted(stats, mark)) return true
    this.isStale = true
    try {
      return hashOf(readFileSync(`${this.#root}/${path}`)) === known
    } catch {
      // What is wrong with it is for the whole run to say.
      return false
    }
  }

  isTrusted([path, ...mark]: MarkedFolder): boolean {
    const stats = statOf(this.#root, path)
    return stats !== undefined && this.#isTrusted(stats, mark)
  }

  #isTrusted({ ino, size, mtimeMs, ctimeMs }: Stats, mark: Mark): boolean {
    const isOlder = mtimeMs < this.#takenAt && ctimeMs < this.#takenAt
    return isOlder && ino === mark[0] && size === mark[1] && mtimeMs === mark[2] && ctimeMs === mark[3]
  }
}

/** Of a link itself: what is behind it is never taken for the same. What cannot be seen is for the whole run to report. */
function statOf(root: string, path: string): Stats | undefined {
  try {
    return lstatSync(`${root}/${path}`, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function isFolder(root: string, path: string, ino: number): boolean {
  const stats = statOf(root, path)
  return stats?.isDirectory() === true && stats.ino === ino
}

/** All folders of the project that a file is in. */
function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.push(folder)
  return folders
}

/** SHA-256 of a text, or of the bytes of a file, in hexadecimal digits. */
export function hashOf(data: string | Uint8Array): string {
  crypto ??= process.getBuiltinModule('node:crypto')
  return crypto.hash('sha256', data)
}

/** Loaded when something has to be hashed: mostly nothing has. */
let crypto: typeof import('node:crypto') | undefined

function markOf({ ino, size, mtimeMs, ctimeMs }: Stats, since: number): Mark {
  return mtimeMs >= since || ctimeMs >= since ? youngMark : [ino, size, mtimeMs, ctimeMs]
}

/** The folders in which a page could appear. */
function markFolders(root: string, globs: readonly string[], since: number): MarkedFolder[] {
  const folders = new Set<string>()
  const walk = (folder: string) => {
    if (folders.has(folder)) return
    folders.add(folder)
    for (const entry of namesIn(`${root}/${folder}`)) {
      const isPassedBy = !entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules'
      if (!isPassedBy) walk(folder === '' ? entry.name : `${folder}/${entry.name}`)
    }
  }
  for (const glob of globs) {
    const parts = glob.split('/')
    const magic = parts.findIndex((part) => /[^\w. -]/.test(part))
    if (magic === -1) folders.add(parts.slice(0, -1).join('/'))
    else walk(parts.slice(0, magic).join('/'))
  }
  return [...folders].flatMap((folder) => {
    const stats = statOf(root, folder)
    return stats ? [[folder, ...markOf(stats, since)] as const] : []
  })
}

function namesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
