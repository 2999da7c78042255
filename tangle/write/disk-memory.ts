import { lstatIfExists } from './if-exists.ts'

/**
 * What was seen of a disk, for as long as nobody else gets a turn: many files are in the same folder, and what is planned
 * for a file asks several times whether it is there.
 */
export class DiskMemory {
  readonly #folders = new Map<string, string | undefined>()
  readonly #absent = new Set<string>()

  /** Whether there is anything at an absolute path, be it a link that leads nowhere. */
  isThere(path: string): boolean {
    if (this.#absent.has(path)) return false
    if (lstatIfExists(path)) return true
    this.#begin()
    this.#absent.add(path)
    return false
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
    this.#absent.delete(path)
  }

  forget(): void {
    this.#folders.clear()
    this.#absent.clear()
  }

  #begin(): void {
    if (this.#folders.size === 0 && this.#absent.size === 0) setImmediate(() => this.forget())
  }
}
