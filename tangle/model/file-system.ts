/** Options of `FileSystem.write`. */
export interface WriteOptions {
  /** The permissions of the file, such as `0o755`. Default: those that it has, else what is usual on the system. */
  readonly mode?: number
  /**
   * The content that the file is known to have. If it has another one, or is gone, by the time that it would be
   * replaced, it is left alone, and a `FileChangedError` is thrown. Default: whatever it says is replaced.
   */
  readonly before?: string
}

/**
 * The operations on a disk that the toolchain needs. Paths are relative to the project root, with `/`; implementations
 * refuse to leave the root. The memory twin is in `write/memory-file-system.ts`. A method that is left out stands for
 * something that the disk does not have: permissions, other processes.
 *
 * Memory from run to run, which lies in `.tangle/`. An implementation reads there nothing but what was written
 * through one of its own, on this machine and for this project: anything else is as good as absent.
 */
export interface FileSystem {
  /** Whether there is a file or a folder, whatever is in it. */
  exists(path: string): Promise<boolean>
  /** The text of a file, or `undefined` if there is none. Throws if the file is not UTF-8. */
  read(path: string): Promise<string | undefined>
  /**
   * Replaces or creates a file so that at any moment it is either old or new. Keeps the mode of an existing file. Of
   * several texts each is written behind the one before: a large file need not be in memory as a whole.
   */
  write(path: string, text: string | readonly string[], options?: WriteOptions): Promise<void>
  /** Removes a file, and the folders that it leaves empty. No error if there is none. */
  remove(path: string): Promise<void>
  /** The files that match any of the globs and none of the ignored ones, sorted. */
  glob(patterns: readonly string[], ignore?: readonly string[]): Promise<string[]>
  /**
   * The path of a file with every symbolic link followed, and in the letters that the disk knows it by, relative to the
   * root; `undefined` if it leads outside, or nowhere.
   */
  realPath(path: string): Promise<string | undefined>
  /** The permissions of a file; `undefined` if there is none, or on a system without them. */
  mode?(path: string): Promise<number | undefined>
  /** Changes the permissions of a file. */
  setMode?(path: string, mode: number): Promise<void>
  /**
   * Does work while nobody else who asks does: one at a time over all processes.
   *
   * @throws FileError if somebody else works for too long, or the lock cannot be written.
   */
  exclusively?<T>(work: () => Promise<T>): Promise<T>
  /** Of these files, those that a system of version control has exactly as they are: each can be brought back. */
  tracked?(paths: readonly string[]): Promise<ReadonlySet<string>>
  /** Deletes the unfinished files that killed processes left in the folders of these paths. */
  removeLeftovers?(paths: readonly string[]): Promise<void>
}
