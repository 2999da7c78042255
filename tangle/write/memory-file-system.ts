import picomatch from 'picomatch'
import { FileChangedError } from '../model/file-error.ts'
import type { FileSystem, WriteOptions } from '../model/file-system.ts'
import { ignoredGlobs } from './ignored-folders.ts'

/** A file system that is a map from paths to texts: for tests, and for tangling where there is no disk. */
export class MemoryFileSystem implements FileSystem {
  /** The texts of the files, by their paths. */
  readonly files: Map<string, string>
  /** The permissions of files that were written with some, by their paths. */
  readonly modes = new Map<string, number>()

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.files = new Map(Object.entries(files))
  }

  async exists(path: string): Promise<boolean> {
    const inside = `${path}/`
    return this.files.has(path) || [...this.files.keys()].some((file) => file.startsWith(inside))
  }

  async read(path: string): Promise<string | undefined> {
    return this.files.get(path)
  }

  async write(path: string, text: string | readonly string[], { mode, before }: WriteOptions = {}): Promise<void> {
    if (before !== undefined && this.files.get(path) !== before) throw new FileChangedError(path)
    this.files.set(path, typeof text === 'string' ? text : text.join(''))
    if (mode !== undefined) this.modes.set(path, mode)
  }

  async remove(path: string): Promise<void> {
    this.files.delete(path)
    this.modes.delete(path)
  }

  async glob(patterns: readonly string[], ignore: readonly string[] = []): Promise<string[]> {
    const matches = picomatch([...patterns], { ignore: [...ignoredGlobs, ...ignore] })
    return [...this.files.keys()].filter((path) => matches(path)).sort()
  }

  async realPath(path: string): Promise<string | undefined> {
    return path
  }

  async mode(path: string): Promise<number | undefined> {
    return this.files.has(path) ? (this.modes.get(path) ?? 0o644) : undefined
  }

  async setMode(path: string, mode: number): Promise<void> {
    this.modes.set(path, mode)
  }
}
