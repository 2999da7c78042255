import { isUtf8 } from 'node:buffer'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { FileSystem, WriteOptions } from '../model/file-system.ts'
import { DiskMemory } from './disk-memory.ts'
import { FileChangedError, FileError, toFileError } from './file-error.ts'
import { FileReplacer } from './file-replacer.ts'
import { ifExists, realPathIfExists, statIfExists } from './if-exists.ts'
import { ignoredGlobs } from './ignored-folders.ts'
import { isAlive, parseProcessMark } from './process-mark.ts'
import { temporaryName, withProjectLock } from './project-lock.ts'

/** Where locks, the journal and unfinished files are: never committed. */
const ownFolder = '.tangle'

/** After so many files the process looks whether somebody wants to end it. */
const filesAtOnce = 200

/**
 * The disk below a folder. Every error of the system is a {@link FileError}.
 *
 * Files are read and written at once and not by the threads of Node: handing a small file over to them takes longer than
 * the file itself. Only where creating a file takes long, threads do it ({@link FileReplacer}).
 */
export class NodeFileSystem implements FileSystem {
  readonly #root: string
  #realRoot: string | undefined
  /** Folders that were made, or found to be inside: each is asked for once while nobody else writes. */
  readonly #folders = new Map<string, string>()
  #isOwnIgnored = false
  readonly #memory = new DiskMemory()
  /** What was found and not read yet. */
  readonly #listed = new Set<string>()
  #files = 0
  readonly #replacer: FileReplacer

  /** `slowFile`: milliseconds; where replacing a file takes longer, several are replaced at once. Default 0.1. */
  constructor(root: string, { slowFile }: { readonly slowFile?: number } = {}) {
    this.#root = resolve(root)
    this.#replacer = new FileReplacer(slowFile)
  }

  async read(path: string): Promise<string | undefined> {
    await this.#breathe()
    const text = attempt(path, 'read', () => this.#read(path))
    // What stands for bytes that are no UTF-8 may also be what the file says.
    if (text?.includes('\uFFFD') && !isUtf8(attempt(path, 'read', () => readFileSync(this.#absolute(path)))))
      throw new FileError(path, `${path} is not UTF-8.`)
    return text
  }

  async write(path: string, text: string | readonly string[], options: WriteOptions = {}): Promise<void> {
    await this.#breathe()
    try {
      const pending = this.#write(path, text, options)
      if (pending) await pending
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') throw toFileError(error, path, 'written')
      await this.#writeAgain(path, text, options)
    }
  }

  /** A folder that was there before is gone. */
  async #writeAgain(path: string, text: string | readonly string[], options: WriteOptions): Promise<void> {
    this.#forgetFolders()
    try {
      await this.#write(path, text, options)
    } catch (error) {
      throw toFileError(error, path, 'written')
    }
  }

  async remove(path: string): Promise<void> {
    await this.#breathe()
    const target = this.#absolute(path)
    if ((await this.realPath(dirname(path))) === undefined) throw outside(path)
    attempt(path, 'removed', () => rmSync(target, { force: true }))
    for (let folder = dirname(target); folder.length > this.#root.length; folder = dirname(folder)) {
      this.#folders.delete(folder)
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
      cwd: this.#root,
      ignore: [...ignoredGlobs, ...ignore],
      expandDirectories: false,
      dot: false,
      // As `**` does in shells: a link may lead to the whole disk, or back to where it stands.
      followSymbolicLinks: false,
    })
    const paths = new Set(found.map(slashed))
    for (const path of paths) this.#listed.add(path)
    return [...paths].sort()
  }

  async realPath(path: string): Promise<string | undefined> {
    try {
      return this.#realPathInside(path)
    } catch (error) {
      // Links that go round in a circle lead nowhere.
      if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
      throw toFileError(error, path, 'read')
    }
  }

  async mode(path: string): Promise<number | undefined> {
    if (process.platform === 'win32') return undefined
    const found = attempt(path, 'read', () => statIfExists(this.#absolute(path)))
    return found && found.mode & 0o777
  }

  async setMode(path: string, mode: number): Promise<void> {
    if ((await this.realPath(path)) === undefined) throw outside(path)
    attempt(path, 'written', () => chmodSync(this.#absolute(path), mode))
  }

  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    // What was made before may be gone, or be a link by now.
    this.#forgetFolders()
    const folder = attempt(ownFolder, 'written', () => this.#ownFolder())
    return withProjectLock(folder, () => {
      // Others had their turns before.
      this.#memory.forget()
      return this.#replacer.during(folder, work)
    })
  }

  /**
   * Deletes what killed processes left beside files, in the folders of these paths. That is only where a file could not
   * be prepared in a folder of our own, so it is worth looking only after a crash.
   */
  async removeLeftovers(paths: readonly string[]): Promise<void> {
    for (const folder of new Set(paths.map((path) => dirname(this.#absolute(path))))) {
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
    const absolute = this.#absolute(path)
    // An error costs more than asking first, and a text less than its bytes.
    const isThere = this.#listed.delete(path) || this.#isReadable(absolute, path)
    return isThere ? ifExists(() => readFileSync(absolute, 'utf8')) : undefined
  }

  /** Whether there is anything. A pipe would be waited for, and is refused, as a folder is. */
  #isReadable(absolute: string, path: string): boolean {
    const found = this.#memory.find(absolute)
    const followed = found?.isSymbolicLink() ? statIfExists(absolute) : found
    if (followed && !followed.isFile() && !followed.isDirectory())
      throw new FileError(path, `${path} cannot be read: it is neither a file nor a folder.`, 'EISDIR')
    return found !== undefined
  }

  #realPathInside(path: string): string | undefined {
    const real = this.#realPath(path)
    return real === undefined ? undefined : this.#inside(real)
  }

  /** Absolute. The file itself may not exist yet: what counts is the deepest part of its path that does. */
  #realPath(path: string): string | undefined {
    const absolute = this.#absolute(path)
    if (this.#memory.isThere(absolute)) return realPathIfExists(absolute)
    const folder = this.#realFolder(dirname(absolute), path)
    return folder === undefined ? undefined : childOf(folder, basename(absolute))
  }

  #realFolder(folder: string, path: string): string | undefined {
    return this.#memory.realFolder(folder, () => this.#findFolder(folder, path))
  }

  #findFolder(folder: string, path: string): string | undefined {
    if (folder !== this.#root && !this.#memory.isThere(folder)) {
      const outer = this.#realFolder(dirname(folder), path)
      return outer === undefined ? undefined : childOf(outer, basename(folder))
    }
    if (statIfExists(folder)?.isDirectory() === false) {
      const file = slashed(relative(this.#root, folder))
      throw new FileError(path, `${path} cannot exist: ${file} is a file, not a folder.`, 'ENOTDIR')
    }
    return realPathIfExists(folder)
  }

  /** Nothing comes back if it is done. */
  #write(path: string, text: string | readonly string[], { mode, before }: WriteOptions): Promise<void> | undefined {
    const named = this.#absolute(path)
    // A link stays a link: what it points to is replaced.
    const followed = this.#memory.isThere(named) ? realPathIfExists(named) : undefined
    if (before !== undefined && followed === undefined) throw new FileChangedError(path)
    const target = followed ?? childOf(this.#makeFolder(dirname(named), path), basename(named))
    if (this.#inside(target) === undefined) throw outside(path)
    const old = followed === undefined ? undefined : statSync(target)
    if (old?.isDirectory()) throw new FileError(path, `${path} cannot be written: it is a folder (EISDIR).`, 'EISDIR')
    this.#memory.isWritten(named)
    const check = () => {
      if (ifExists(() => readFileSync(target, 'utf8')) !== before) throw new FileChangedError(path)
    }
    const replacement = { target, text, mode: mode ?? (old && old.mode & 0o7777) }
    return this.#replacer.replace(
      () => this.#ownFolder(),
      before === undefined ? replacement : { ...replacement, check },
    )
  }

  /** Makes a folder, once, and says where it really is. */
  #makeFolder(folder: string, path: string): string {
    const known = this.#folders.get(folder)
    if (known !== undefined) return known
    // Before a folder is made it is known where that will be.
    if (this.#realPathInside(relative(this.#root, folder)) === undefined) throw outside(path)
    const first = mkdirSync(folder, { recursive: true })
    if (first !== undefined) this.#memory.isMade(folder, first)
    const made = realpathSync.native(folder)
    this.#folders.set(folder, made)
    return made
  }

  #ownFolder(): string {
    const real = this.#makeFolder(childOf(this.#root, ownFolder), ownFolder)
    // It ignores itself, so that no project need list it.
    if (!this.#isOwnIgnored) writeNew(childOf(real, '.gitignore'), '*\n')
    this.#isOwnIgnored = true
    return real
  }

  #forgetFolders(): void {
    this.#folders.clear()
    this.#isOwnIgnored = false
  }

  /** Relative to the root; `undefined` if it is not below it. */
  #inside(real: string): string | undefined {
    this.#realRoot ??= realpathSync.native(this.#root)
    // What is longer than the root, and begins with it, is relative to it already.
    const prefix = childOf(this.#realRoot, '')
    if (real.startsWith(prefix)) return slashed(real.slice(prefix.length))
    const inside = relative(this.#realRoot, real)
    return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : slashed(inside)
  }

  #absolute(path: string): string {
    const absolute = resolve(this.#root, path)
    if (absolute !== this.#root && !absolute.startsWith(childOf(this.#root, ''))) throw outside(path)
    return absolute
  }
}

/** A path inside of a folder, which only the root of a disk ends with a separator. */
function childOf(folder: string, path: string): string {
  return folder.endsWith(sep) ? folder + path : folder + sep + path
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}

/** Writes a file if there is none. */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function outside(path: string): FileError {
  return new FileError(path, `${path} lies outside the project.`)
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
