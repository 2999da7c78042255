import { isUtf8 } from 'node:buffer'
import { chmodSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { FileChangedError, FileError, toFileError } from '../model/file-error.ts'
import type { FileSystem, WriteOptions } from '../model/file-system.ts'
import { isAlive, parseProcessMark, temporaryName } from '../state/process-mark.ts'
import { withProjectLock } from '../state/project-lock.ts'
import { readRegularFile } from '../state/read-regular-file.ts'
import { StateFolder, stateFolderName } from '../state/state-folder.ts'
import { ifExists, lstatIfExists, realPathIfExists, statIfExists } from './if-exists.ts'
import { ignoredGlobs } from './ignored-folders.ts'
import { childOf, outside, ProjectPaths, slashed } from './project-paths.ts'
import { replaceFile } from './replace-file.ts'
import { reportingReaddir } from './reporting-readdir.ts'

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
  /** All that is in `.tangle`: what is remembered, locks, and unfinished files. */
  readonly #state: StateFolder
  #files = 0

  constructor(root: string) {
    this.#paths = new ProjectPaths(root)
    this.#state = new StateFolder(root)
  }

  async exists(path: string): Promise<boolean> {
    await this.#breathe()
    return attempt(path, 'read', () => statIfExists(this.#paths.absolute(path))) !== undefined
  }

  async read(path: string): Promise<string | undefined> {
    await this.#breathe()
    const name = stateName(path)
    return name === undefined ? attempt(path, 'read', () => this.#read(path)) : this.#state.read(name)?.text
  }

  async write(path: string, text: string | readonly string[], options: WriteOptions = {}): Promise<void> {
    await this.#breathe()
    const name = stateName(path)
    if (name === undefined) attempt(path, 'written', () => this.#write(path, text, options))
    else this.#state.write(name, text)
  }

  async remove(path: string): Promise<void> {
    await this.#breathe()
    const name = stateName(path)
    if (name !== undefined) return this.#state.remove(name)
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
    const { readdir, failure } = reportingReaddir(this.#paths.root)
    const found = await glob([...patterns], {
      fs: { readdir },
      cwd: this.#paths.root,
      ignore: [...ignoredGlobs, ...ignore],
      expandDirectories: false,
      dot: false,
      // As `**` does in shells: a link may lead to the whole disk, or back to where it stands.
      followSymbolicLinks: false,
    })
    const unread = failure()
    if (unread) throw unread
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
    return withProjectLock(this.#state, work)
  }

  async tracked(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const { findTrackedFiles } = await import('./tracked-files.ts')
    return findTrackedFiles(this.#paths.root, paths)
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
    const bytes = followed && ifExists(() => readRegularFile(absolute))
    const text = bytes?.toString('utf8')
    // What stands for bytes that are no UTF-8 may also be what the file says.
    if (bytes && text?.includes('\uFFFD') && !isUtf8(bytes)) throw new FileError(path, `${path} is not UTF-8.`)
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
    replaceFile(() => this.#state.makePath(), {
      target,
      texts: typeof text === 'string' ? [text] : text,
      mode: mode ?? (old && old.mode & 0o7777),
      check() {
        if (before !== undefined && ifExists(() => readFileSync(target, 'utf8')) !== before)
          throw new FileChangedError(path)
      },
    })
  }
}

/** Under which name the state of a project has what is at this path; `undefined` if it is an ordinary file. */
function stateName(path: string): string | undefined {
  return path.startsWith(statePrefix) ? path.slice(statePrefix.length) : undefined
}

const statePrefix = `${stateFolderName}/`

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
