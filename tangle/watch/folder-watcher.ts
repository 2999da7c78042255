import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { ignoredFolders } from '../write/ignored-folders.ts'

export interface FolderWatcherOptions {
  /** Absolute. */
  readonly root: string
  readonly isWanted: (path: string) => boolean
  /** Something happened to a path; relative to the root, with `/`. */
  readonly onEvent: (path: string) => void
  readonly onError: (error: unknown) => void
}

/** What is known of files in folders that are watched from now on, and may have changed before. */
export interface KnownFiles {
  /** All that should be there. */
  readonly all: Iterable<string>
  /** Those that were there a moment ago. */
  readonly written: Iterable<string>
}

/**
 * Milliseconds until a folder that appeared is looked at again: what is put into it at once, as by a checkout, may have
 * come before anybody watched it.
 */
const settling = 120
/** Milliseconds between looks for a folder that is gone. */
const waiting = 500

/** Watches folders, also those that are deleted and made again. */
export class FolderWatcher {
  readonly #options: FolderWatcherOptions
  readonly #watchers = new Set<FSWatcher>()
  /** The number of each folder on the disk: one that was made again is another one. */
  readonly #folders = new Map<string, number>()
  #isClosed = false

  constructor(options: FolderWatcherOptions) {
    this.#options = options
  }

  /**
   * Watches folders that exist, with all that is in them. Resolves when they are watched. With known files, tells of each
   * file that is in them, or should be: it may have changed, or have gone, before.
   */
  async add(folders: Iterable<string>, known?: KnownFiles): Promise<void> {
    const found: string[] = []
    for (const folder of folders) {
      const number = this.#numberOf(folder)
      const isSame = this.#folders.has(folder) ? this.#folders.get(folder) === number : this.#isCovered(folder)
      if (number === undefined || isSame) continue
      this.#folders.set(folder, number)
      found.push(folder)
    }
    if (found.length > 0) await this.#watch(found)
    for (const folder of found) if (this.#folders.get(folder) !== this.#numberOf(folder)) this.#lose(folder)
    if (known) this.#tellKnown(found, known)
  }

  #tellKnown(found: readonly string[], { all, written }: KnownFiles): void {
    const { onEvent } = this.#options
    for (const folder of found) this.#tellAll(folder)
    if (found.length > 0) for (const path of all) if (found.some((folder) => isBelow(path, folder))) onEvent(path)
    // What nobody watches is in a folder that was deleted since it was made for it.
    for (const path of written) if (!this.#isCovered(path)) onEvent(path)
  }

  /** A folder is gone, or another one stands in its place. */
  #lose(folder: string): void {
    if (this.#folders.delete(folder)) this.#awaitReturn(folder)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const watcher of this.#watchers) await watcher.close()
  }

  async #watch(folders: readonly string[]): Promise<void> {
    const { root, isWanted, onEvent, onError } = this.#options
    const watcher = watch(
      folders.map((folder) => join(root, folder)),
      {
        ignoreInitial: true,
        followSymlinks: false,
        ignored: (file, stats) => isIgnored(this.#toPath(file), stats, isWanted),
      },
    )
    this.#watchers.add(watcher)
    watcher.on('error', onError)
    watcher.on('all', (event, file) => {
      const path = this.#toPath(file)
      if (event === 'addDir') this.#lookInto(path)
      if (event === 'unlinkDir') this.#lose(path)
      onEvent(path)
    })
    await new Promise<void>((resolve) => void watcher.once('ready', resolve))
  }

  #tellAll(folder: string): void {
    const { root, onEvent } = this.#options
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isFile()) onEvent(path)
      else if (entry.isDirectory() && !isIgnored(path, undefined, () => true)) this.#tellAll(path)
    }
  }

  #lookInto(folder: string): void {
    setTimeout(() => {
      if (this.#isClosed) return
      const watched = this.#watchedEntries()
      const missed = this.#missedFolders(folder, watched)
      if (missed.length === 0) return
      // What is found missing may have more in it by then.
      this.#watch(missed).then(() => {
        for (const path of missed) this.#lookInto(path)
      }, this.#options.onError)
    }, settling)
  }

  /** The outermost folders that nobody watches; files that nobody has noticed are told of on the way. */
  #missedFolders(folder: string, watched: ReadonlyMap<string, ReadonlySet<string>>): string[] {
    const { root, isWanted, onEvent } = this.#options
    const known = watched.get(join(root, folder))
    const missed: string[] = []
    for (const entry of entriesOf(join(root, folder))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory() && !isIgnored(path, undefined, isWanted)) {
        if (watched.has(join(root, path))) missed.push(...this.#missedFolders(path, watched))
        else {
          missed.push(path)
          this.#missedFolders(path, watched)
        }
      } else if (entry.isFile() && !known?.has(entry.name)) onEvent(path)
    }
    return missed
  }

  #watchedEntries(): Map<string, ReadonlySet<string>> {
    const all = new Map<string, ReadonlySet<string>>()
    for (const watcher of this.#watchers)
      for (const [folder, names] of Object.entries(watcher.getWatched()))
        all.set(folder, new Set([...(all.get(folder) ?? []), ...names]))
    return all
  }

  #awaitReturn(folder: string): void {
    setTimeout(() => {
      if (this.#isClosed || this.#folders.has(folder)) return
      if (this.#numberOf(folder) === undefined) this.#awaitReturn(folder)
      else
        this.add([folder]).then(() => {
          this.#options.onEvent(folder)
          this.#lookInto(folder)
        }, this.#options.onError)
    }, waiting)
  }

  #isCovered(folder: string): boolean {
    const parts = folder.split('/')
    return this.#folders.has('') || parts.some((_, at) => this.#folders.has(parts.slice(0, at + 1).join('/')))
  }

  #numberOf(folder: string): number | undefined {
    try {
      return statSync(join(this.#options.root, folder), { throwIfNoEntry: false })?.ino
    } catch {
      // A link to itself, or below a folder that may not be entered.
      return undefined
    }
  }

  #toPath(file: string): string {
    return relative(this.#options.root, file).split(sep).join('/')
  }
}

/** Some folders never hold anything that is wanted; of the files in others, what matters. */
function isIgnored(path: string, stats: Stats | undefined, isWanted: (path: string) => boolean): boolean {
  if (path.split('/').some((part) => ignoredFolders.includes(part))) return true
  return stats?.isFile() === true && !isWanted(path)
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`)
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // It is gone again.
    return []
  }
}
