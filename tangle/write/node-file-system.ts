import { isUtf8 } from 'node:buffer'
import { chmodSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { FileSystem, WriteOptions } from '../model/file-system.ts'
import { FileChangedError, FileError, toFileError } from './file-error.ts'
import { ifExists, lstatIfExists, realPathIfExists, statIfExists } from './if-exists.ts'
import { ignoredGlobs } from './ignored-folders.ts'
import { isAlive, parseProcessMark } from './process-mark.ts'
import { temporaryName, withProjectLock } from './project-lock.ts'
import { childOf, outside, ProjectPaths, slashed } from './project-paths.ts'
import { replaceFile } from './replace-file.ts'

/** Where locks, the journal and unfinished files are: never committed. */
const ownFolder = '.tangle'

/** After so many files the process looks whether somebody wants to end it. */
const filesAtOnce = 200

/**
 * The disk below a folder. Every error of the system is a {@link FileError}.
 *
 * Files are read and written at once and not by the threads of Node: handing a small file over to them takes longer than
 * the file itself.
 */
export class NodeFileSystem implements FileSystem {
  readonly #paths: ProjectPaths
  #files = 0
  /** Where the folder of our own is. Whoever works alone looks at it once. */
  #ownFolder: string | undefined

  constructor(root: string) {
    this.#paths = new ProjectPaths(root)
  }

  async read(path: string): Promise<string | undefined> {
    await this.#breathe()
    return attempt(path, 'read', () => this.#read(path))
  }

  async write(path: string, text: string | readonly string[], options: WriteOptions = {}): Promise<void> {
    await this.#breathe()
    attempt(path, 'written', () => this.#write(path, text, options))
  }

  async remove(path: string): Promise<void> {
    await this.#breathe()
    const target = this.#paths.absolute(path)
    if ((await this.realPath(dirname(path))) === undefined) throw outside(path)
    attempt(path, 'removed', () => rmSync(target, { force: true }))
    for (let folder = dirname(target); folder.length > this.#paths.root.length; folder = dirname(folder)) {
      try {
        rmdirSync(folder)
      } catch {
        // Only an empty folder can be removed; any other stays, for whatever reason.
        return
      }
    }
  }

  async glob(patterns: readonly string[], ignore: readonly string[] = []): Promise<string[]> {
    const { glob } = await import('tinyglobby')
    const found = await glob([...patterns], {
      cwd: this.#paths.root,
      ignore: [...ignoredGlobs, ...ignore],
      expandDirectories: false,
      dot: false,
      // As `**` does in shells: a link may lead to the whole disk, or back to where it stands.
      followSymbolicLinks: false,
    })
    return [...new Set(found.map(slashed))].sort()
  }

  async realPath(path: string): Promise<string | undefined> {
    try {
      const real = this.#paths.real(path)
      return real === undefined ? undefined : this.#paths.inside(real)
    } catch (error) {
      // Links that go round in a circle lead nowhere.
      if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
      throw toFileError(error, path, 'read')
    }
  }

  async mode(path: string): Promise<number | undefined> {
    if (process.platform === 'win32') return undefined
    const found = attempt(path, 'read', () => statIfExists(this.#paths.absolute(path)))
    return found && found.mode & 0o777
  }

  async setMode(path: string, mode: number): Promise<void> {
    if ((await this.realPath(path)) === undefined) throw outside(path)
    attempt(path, 'written', () => chmodSync(this.#paths.absolute(path), mode))
  }

  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    // It may be gone, or be a link by now.
    this.#ownFolder = undefined
    return withProjectLock(
      attempt(ownFolder, 'written', () => this.#makeOwnFolder()),
      work,
    )
  }

  /**
   * Deletes what killed processes left beside files, in the folders of these paths. That is only where a file could not
   * be prepared in a folder of our own, so it is worth looking only after a crash.
   */
  async removeLeftovers(paths: readonly string[]): Promise<void> {
    for (const folder of new Set(paths.map((path) => dirname(this.#paths.absolute(path))))) {
      for (const name of namesIn(folder)) {
        const mark = name.startsWith(`.tangle-${temporaryName}`) ? parseProcessMark(name) : undefined
        if (mark && !isAlive(mark)) rmSync(childOf(folder, name), { force: true })
      }
    }
  }

  /** Whoever wants to end the process, by a signal for example, gets a turn now and then. */
  async #breathe(): Promise<void> {
    if (++this.#files % filesAtOnce === 0) await setImmediate()
  }

  #read(path: string): string | undefined {
    const absolute = this.#paths.absolute(path)
    const found = lstatIfExists(absolute)
    const followed = found?.isSymbolicLink() ? statIfExists(absolute) : found
    // A pipe would be waited for, and is refused, as a folder is.
    if (followed && !followed.isFile() && !followed.isDirectory())
      throw new FileError(path, `${path} cannot be read: it is neither a file nor a folder.`, 'EISDIR')
    const text = followed && ifExists(() => readFileSync(absolute, 'utf8'))
    // What stands for bytes that are no UTF-8 may also be what the file says.
    if (text?.includes('\uFFFD') && !isUtf8(readFileSync(absolute))) throw new FileError(path, `${path} is not UTF-8.`)
    return text
  }

  #write(path: string, text: string | readonly string[], { mode, before }: WriteOptions): void {
    const named = this.#paths.absolute(path)
    // A link stays a link: what it points to is replaced.
    const followed = lstatIfExists(named) ? realPathIfExists(named) : undefined
    if (before !== undefined && followed === undefined) throw new FileChangedError(path)
    const target = followed ?? childOf(this.#paths.makeFolder(dirname(path), path), basename(named))
    if (this.#paths.inside(target) === undefined) throw outside(path)
    const old = followed === undefined ? undefined : statSync(target)
    if (old?.isDirectory()) throw new FileError(path, `${path} cannot be written: it is a folder (EISDIR).`, 'EISDIR')
    replaceFile(() => this.#makeOwnFolder(), {
      target,
      texts: typeof text === 'string' ? [text] : text,
      mode: mode ?? (old && old.mode & 0o7777),
      check() {
        if (before !== undefined && ifExists(() => readFileSync(target, 'utf8')) !== before)
          throw new FileChangedError(path)
      },
    })
  }

  #makeOwnFolder(): string {
    if (this.#ownFolder !== undefined) return this.#ownFolder
    const real = this.#paths.makeFolder(ownFolder, ownFolder)
    // It ignores itself, so that no project need list it.
    writeNew(childOf(real, '.gitignore'), '*\n')
    this.#ownFolder = real
    return real
  }
}

/** Writes a file if there is none. Another process may do the same. */
function writeNew(path: string, text: string): void {
  if (lstatIfExists(path)) return
  try {
    writeFileSync(path, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Does something with a file; what the system has against it is a {@link FileError}. */
function attempt<T>(path: string, verb: Parameters<typeof toFileError>[2], work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toFileError(error, path, verb)
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
