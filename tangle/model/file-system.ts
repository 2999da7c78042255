/**
 * What the toolchain asks of a disk. Paths are relative to the project root, with `/`; implementations refuse to leave
 * the root. The memory twin is in `write/memory-file-system.ts`.
 */
export interface FileSystem {
  /** The text of a file, or `undefined` if there is none. Throws if the file is not UTF-8. */
  read(path: string): Promise<string | undefined>
  /** Replaces or creates a file so that at any moment it is either old or new. Keeps the mode of an existing file. */
  write(path: string, text: string): Promise<void>
  /** Removes a file, and the folders that it leaves empty. No error if there is none. */
  remove(path: string): Promise<void>
  /** The files that match any of the globs and none of the ignored ones, sorted. */
  glob(patterns: readonly string[], ignore?: readonly string[]): Promise<string[]>
  /** The path of a file with every symbolic link followed, relative to the root; `undefined` if it leads outside. */
  realPath(path: string): Promise<string | undefined>
}
