import { chmod, lstat, mkdir, readdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { glob } from 'tinyglobby'
import type { FileSystem, WriteOptions } from '../model/file-system.ts'
import { FileError, toFileError } from './file-error.ts'
import { isAlive, parseProcessMark, processMark } from './process-mark.ts'
import { temporaryName, withProjectLock } from './project-lock.ts'

/** Never pages, wherever they lie: what others installed or built. */
const alwaysIgnored = ['**/node_modules/**', '**/.git/**', '**/.tangle/**']

/** Where locks, the journal and unfinished files are: never committed. */
const ownFolder = '.tangle'

/** What says that a file cannot be renamed from {@link ownFolder}: it is not there, or on another disk. */
const elsewhere = new Set(['EXDEV', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'])

/** The disk below a folder. Every error of the system is a {@link FileError}. */
export class NodeFileSystem implements FileSystem {
  readonly #root: string
  #realRoot: Promise<string> | undefined
  /** Folders that were made, or found to be inside: a run asks for each once. */
  readonly #folders = new Map<string, Promise<string>>()

  constructor(root: string) {
    this.#root = resolve(root)
  }

  async read(path: string): Promise<string | undefined> {
    const bytes = await ifExists(readFile(this.#absolute(path))).catch(fail(path, 'read'))
    if (bytes === undefined) return undefined
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw new FileError(path, `${path} is not UTF-8.`, undefined, { cause })
    }
  }

  async write(path: string, text: string, options: WriteOptions = {}): Promise<void> {
    try {
      await this.#write(path, text, options)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') throw toFileError(error, path, 'written')
      // A folder that was there before is gone.
      this.#folders.clear()
      await this.#write(path, text, options).catch(fail(path, 'written'))
    }
  }

  async remove(path: string): Promise<void> {
    const target = this.#absolute(path)
    if ((await this.realPath(dirname(path))) === undefined) throw outside(path)
    await rm(target, { force: true }).catch(fail(path, 'removed'))
    for (let folder = dirname(target); folder.length > this.#root.length; folder = dirname(folder)) {
      this.#folders.delete(folder)
      // Only an empty folder can be removed; any other stays, for whatever reason.
      const isGone = await rmdir(folder).then(
        () => true,
        () => false,
      )
      if (!isGone) return
    }
  }

  async glob(patterns: readonly string[], ignore: readonly string[] = []): Promise<string[]> {
    const found = await glob([...patterns], {
      cwd: this.#root,
      ignore: [...alwaysIgnored, ...ignore],
      expandDirectories: false,
      dot: false,
      // As `**` does in shells: a link may lead to the whole disk, or back to where it stands.
      followSymbolicLinks: false,
    })
    return [...new Set(found.map((path) => path.split(sep).join('/')))].sort()
  }

  async realPath(path: string): Promise<string | undefined> {
    try {
      const real = await this.#realPath(path)
      return real === undefined ? undefined : this.#inside(real)
    } catch (error) {
      // Links that go round in a circle lead nowhere.
      if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined
      throw toFileError(error, path, 'read')
    }
  }

  async mode(path: string): Promise<number | undefined> {
    if (process.platform === 'win32') return undefined
    const found = await ifExists(stat(this.#absolute(path))).catch(fail(path, 'read'))
    return found && found.mode & 0o777
  }

  async setMode(path: string, mode: number): Promise<void> {
    if ((await this.realPath(path)) === undefined) throw outside(path)
    await chmod(this.#absolute(path), mode).catch(fail(path, 'written'))
  }

  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    return withProjectLock(await this.#ownFolder().catch(fail(ownFolder, 'written')), work)
  }

  /**
   * Deletes what killed processes left beside files, in the folders of these paths. That is only where a file could not
   * be prepared in a folder of our own, so it is worth looking only after a crash.
   */
  async removeLeftovers(paths: readonly string[]): Promise<void> {
    for (const folder of new Set(paths.map((path) => dirname(this.#absolute(path))))) {
      for (const name of (await ifExists(readdir(folder)).catch(() => [])) ?? []) {
        const mark = name.startsWith(`.tangle-${temporaryName}`) ? parseProcessMark(name) : undefined
        if (mark && !isAlive(mark)) await rm(join(folder, name), { force: true })
      }
    }
  }

  /** Absolute. The file itself may not exist yet: what counts is the deepest part of its path that does. */
  async #realPath(path: string): Promise<string | undefined> {
    let existing = this.#absolute(path)
    let rest = ''
    while (existing !== this.#root && (await ifExists(lstat(existing))) === undefined) {
      rest = join(basename(existing), rest)
      existing = dirname(existing)
    }
    if (rest !== '' && (await ifExists(stat(existing)))?.isDirectory() === false) {
      const file = relative(this.#root, existing).split(sep).join('/')
      throw new FileError(path, `${path} cannot exist: ${file} is a file, not a folder.`, 'ENOTDIR')
    }
    const real = await ifExists(realpath(existing))
    return real === undefined ? undefined : join(real, rest)
  }

  async #write(path: string, text: string, { mode }: WriteOptions): Promise<void> {
    const named = this.#absolute(path)
    // A link stays a link: what it points to is replaced.
    const followed = await ifExists(realpath(named))
    const target = followed ?? join(await this.#makeFolder(dirname(named), path), basename(named))
    if ((await this.#inside(target)) === undefined) throw outside(path)
    const old = followed === undefined ? undefined : await stat(target)
    if (old?.isDirectory()) throw new FileError(path, `${path} cannot be written: it is a folder (EISDIR).`, 'EISDIR')
    const permissions = mode ?? (old && old.mode & 0o7777)
    const temporary = temporaryName + processMark()
    try {
      await replace(join(await this.#ownFolder(), temporary), target, text, permissions)
    } catch (error) {
      if (!elsewhere.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      await replace(join(dirname(target), `.tangle-${temporary}`), target, text, permissions)
    }
  }

  /** Makes a folder, once, and says where it really is. */
  #makeFolder(folder: string, path: string): Promise<string> {
    let made = this.#folders.get(folder)
    if (!made) {
      made = this.#makeInside(folder, path)
      // What went wrong may go well the next time.
      made.catch(() => this.#folders.delete(folder))
      this.#folders.set(folder, made)
    }
    return made
  }

  async #makeInside(folder: string, path: string): Promise<string> {
    // Before a folder is made it is known where that will be.
    if ((await this.realPath(relative(this.#root, folder))) === undefined) throw outside(path)
    await mkdir(folder, { recursive: true })
    return realpath(folder)
  }

  async #ownFolder(): Promise<string> {
    const folder = join(this.#root, ownFolder)
    const isKnown = this.#folders.has(folder)
    const real = await this.#makeFolder(folder, ownFolder)
    // It ignores itself, so that no project need list it.
    if (!isKnown) await writeFile(join(real, '.gitignore'), '*\n', { flag: 'wx' }).catch(ignoreExisting)
    return real
  }

  /** Relative to the root; `undefined` if it is not below it. */
  async #inside(real: string): Promise<string | undefined> {
    this.#realRoot ??= realpath(this.#root)
    const inside = relative(await this.#realRoot, real)
    return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
      ? undefined
      : inside.split(sep).join('/')
  }

  #absolute(path: string): string {
    const absolute = resolve(this.#root, path)
    if (absolute !== this.#root && !absolute.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep))
      throw outside(path)
    return absolute
  }
}

/** Writes a file that nobody looks at, and puts it in the place of the one that everybody does. */
async function replace(temporary: string, target: string, text: string, mode: number | undefined): Promise<void> {
  try {
    await writeFile(temporary, text, { flag: 'wx' })
    if (mode !== undefined) await chmod(temporary, mode)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function outside(path: string): FileError {
  return new FileError(path, `${path} lies outside the project.`)
}

function fail(path: string, verb: Parameters<typeof toFileError>[2]) {
  return (error: unknown) => {
    throw toFileError(error, path, verb)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function ifExists<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
