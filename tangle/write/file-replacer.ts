import { dirname, join } from 'node:path'
import { FileLanes } from './file-lanes.ts'
import { processMark } from './process-mark.ts'
import { temporaryName } from './project-lock.ts'
import { type Replacement, replaceFile, replaceFileInThread } from './replace-file.ts'

/** What says that a file cannot be renamed from the folder where it was prepared: it is not there, or on another disk. */
const elsewhere = new Set(['EXDEV', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'])

/** Milliseconds for a whole file: a quick disk takes a third of it, and handing one to a thread takes a fifth. */
const usualLimit = 0.1

/**
 * Replaces files, each of them as a whole: prepared in a folder of our own, or beside its target if that is on another
 * disk. On a disk that takes long to create a file, several are under way at once.
 */
export class FileReplacer {
  readonly #limit: number
  #lanes: FileLanes | undefined

  /** `limit`: milliseconds from which a file counts as slow. */
  constructor(limit: number = usualLimit) {
    this.#limit = limit
  }

  /** Files may be under way at once while this work is done. The folder is absolute, and nobody else works in it. */
  async during<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const lanes = new FileLanes(folder, this.#limit)
    this.#lanes = lanes
    try {
      return await work()
    } finally {
      this.#lanes = undefined
      lanes.close()
    }
  }

  /** `folder` is asked for a folder of our own. Nothing comes back if it is done. What goes wrong is thrown as the system says it. */
  replace(folder: () => string, replacement: Replacement): Promise<void> | undefined {
    const name = temporaryName + processMark()
    const lanes = this.#lanes
    if (lanes?.areWorthIt) return this.#replaceInLane(lanes, name, replacement)
    try {
      const started = performance.now()
      replaceFile(join(folder(), name), replacement)
      lanes?.note(performance.now() - started)
    } catch (error) {
      replaceBeside(error, name, replacement)
    }
    return undefined
  }

  async #replaceInLane(lanes: FileLanes, name: string, replacement: Replacement): Promise<void> {
    try {
      await lanes.use((lane) => replaceFileInThread(join(lane, name), replacement))
    } catch (error) {
      replaceBeside(error, name, replacement)
    }
  }
}

/** Prepares a file beside its target, where it could not be prepared elsewhere. */
function replaceBeside(error: unknown, name: string, replacement: Replacement): void {
  if (!elsewhere.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  replaceFile(join(dirname(replacement.target), `.tangle-${name}`), replacement)
}
