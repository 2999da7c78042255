import type { Stats } from 'node:fs'
import { dirname } from 'node:path'
import { lstatIfExists } from './if-exists.ts'

/**
 * What was seen of a disk, for as long as nobody else gets a turn: many files are in the same folder, and what is planned
 * for a file asks several times whether it is there. All paths are absolute.
 */
export class DiskMemory {
  readonly #folders = new Map<string, string | undefined>()
  /** Files and folders that are not there. */
  readonly #absent = new Set<string>()
  /** Folders that were just made. */
  readonly #made = new Set<string>()
  readonly #written = new Set<string>()

  /** What is at a path, be it a link that leads nowhere. */
  find(path: string): Stats | undefined {
    if (this.#absent.has(path)) return undefined
    // Where the folder is missing, or new, the disk need not be asked, but for what was written there.
    const isAbsent = !this.#written.has(path) && this.#isEmpty(dirname(path))
    const found = isAbsent ? undefined : lstatIfExists(path)
    if (found) return found
    this.#begin()
    this.#absent.add(path)
    return undefined
  }

  isThere(path: string): boolean {
    return this.find(path) !== undefined
  }

  /** Where a folder really is, which is found out once. What `find` throws is not remembered. */
  realFolder(folder: string, find: () => string | undefined): string | undefined {
    if (this.#folders.has(folder)) return this.#folders.get(folder)
    const real = find()
    this.#begin()
    this.#folders.set(folder, real)
    return real
  }

  /** Something is written to a path. */
  isWritten(path: string): void {
    this.#begin()
    this.#absent.delete(path)
    this.#written.add(path)
  }

  /** A folder was made, and those around it from `first` on. */
  isMade(folder: string, first: string): void {
    this.#begin()
    this.#made.add(folder)
    for (let outer = folder; outer.length >= first.length; outer = dirname(outer)) this.#absent.delete(outer)
  }

  forget(): void {
    this.#folders.clear()
    this.#absent.clear()
    this.#made.clear()
    this.#written.clear()
  }

  /** Nothing is in a folder but what was written since it was made. */
  #isEmpty(folder: string): boolean {
    return this.#absent.has(folder) || this.#made.has(folder)
  }

  #begin(): void {
    const size = this.#folders.size + this.#absent.size + this.#made.size + this.#written.size
    if (size === 0) setImmediate(() => this.forget())
  }
}
