import { statSync, watch as watchFolder } from 'node:fs'
import { join } from 'node:path'
import { FolderWatcher, type KnownFiles } from './folder-watcher.ts'

export interface FileEventOptions {
  /** Absolute. */
  readonly root: string
  /** Whether a file matters; asked again for each event. Relative to the root, with `/`. */
  readonly isWanted: (path: string) => boolean
  /** Gets the paths of files that changed, came or went, several together if they came together. One call at a time. */
  readonly onChange: (paths: ReadonlySet<string>) => Promise<void>
  readonly onError: (error: unknown) => void
}

export interface FileEvents {
  /** Watches more folders, if they exist. With known files, those in them count as changed: they may have been. */
  watchFolders(folders: Iterable<string>, known?: KnownFiles): Promise<void>
  close(): Promise<void>
}

/** Milliseconds of silence that end a burst: an editor empties a file before it writes it. */
const silence = 4
/** Milliseconds after which a file is looked at again: events that follow each other closely are lost. */
const secondLook = 120

/** Tells which files of a project change. */
export async function watchFiles({ root, isWanted, onChange, onError }: FileEventOptions): Promise<FileEvents> {
  const pending = new Set<string>()
  const folders = new FolderWatcher({ root, isWanted, onEvent: add, onError })
  const seen = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  let isClosed = false
  // The folder itself tells of files in the root, such as a configuration that appears.
  const rootWatcher = watchFolder(root, (_, name) => name && add(name))
  rootWatcher.on('error', onError)

  function add(path: string): void {
    if (isClosed || !isWanted(path)) return
    pending.add(path)
    schedule(silence)
  }

  function schedule(delay: number): void {
    if (running) return
    clearTimeout(timer)
    timer = setTimeout(start, delay)
  }

  function start(): void {
    const paths = new Set(pending)
    pending.clear()
    if (paths.size === 0) return
    for (const path of paths) seen.set(path, look(path))
    running = onChange(paths)
      .catch(onError)
      .finally(() => {
        running = undefined
        setTimeout(() => lookAgain(paths), secondLook)
        if (pending.size > 0) schedule(silence)
      })
  }

  function lookAgain(paths: ReadonlySet<string>): void {
    for (const path of paths) if (look(path) !== seen.get(path)) add(path)
  }

  function look(path: string): string {
    try {
      const stats = statSync(join(root, path), { throwIfNoEntry: false })
      return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : ''
    } catch (error) {
      // A link to itself, or a folder that may not be entered.
      return String((error as NodeJS.ErrnoException).code)
    }
  }

  return {
    watchFolders: (more, known) => folders.add(more, known),
    async close() {
      clearTimeout(timer)
      isClosed = true
      rootWatcher.close()
      await folders.close()
      await running
    },
  }
}
