import { createHmac, timingSafeEqual } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { FileError, toFileError } from '../model/file-error.ts'
import { isLeftover, isMomentary, processMark, runName, temporaryName } from './process-mark.ts'
import { isKeyKept, stateKey } from './state-key.ts'

/** Where all that is remembered of a project lies, and what is only there for a moment. Not committed. */
export const stateFolderName = '.tangle'

/** What was written under a name. */
export interface StateEntry {
  readonly text: string
  /** When, as the disk says it: milliseconds of the epoch. */
  readonly writtenAt: number
}

/** An entry of a folder. */
export interface ListedEntry {
  readonly name: string
  /** When it was written or used last: milliseconds of the epoch. */
  readonly usedAt: number
}

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** In bytes. Larger than anything that is remembered of the largest project. */
const sizeLimit = 2 ** 28

/** `tangle-state 1 ` and 64 hexadecimal digits stand in front of what was written. */
const signatureName = 'tangle-state 1 '
const signatureLength = signatureName.length + 64 + 1

/**
 * The folder `.tangle` of a project. A clone may bring one along, and it may be damaged, so:
 *
 * - It must be a folder, and each entry a file: a link is not followed, a pipe is not waited for.
 * - Each entry is signed with a key of this person, over its text, its name and where the project is. What has another
 *   signature, or none, is as good as absent: it is from another machine or checkout, or from nobody knows whom.
 * - An entry is replaced as a whole, by renaming, which takes the place of a link and does not follow it.
 */
export class StateFolder {
  readonly #root: string
  readonly #path: string
  #realRoot: string | undefined

  /** @param root of the project. */
  constructor(root: string) {
    this.#root = resolve(root)
    this.#path = join(this.#root, stateFolderName)
  }

  /** What was written here under this name; `undefined` for anything else that may be there. Throws nothing. */
  read(name: string): StateEntry | undefined {
    if (!this.#hasFolders(name)) return undefined
    let file: number | undefined
    try {
      file = openSync(join(this.#path, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      const stats = fstatSync(file)
      if (!stats.isFile() || stats.size > sizeLimit || stats.size < signatureLength) return undefined
      const bytes = readFileSync(file)
      const text = bytes.subarray(signatureLength)
      const isOwn = isSame(bytes.subarray(0, signatureLength), this.#sign(name, [text]))
      return isOwn ? { text: text.toString('utf8'), writtenAt: stats.mtimeMs } : undefined
    } catch {
      // Whatever is wrong with it, it is no help.
      return undefined
    } finally {
      if (file !== undefined) closeSync(file)
    }
  }

  /**
   * Replaces what is under a name. Of several texts each is written behind the one before.
   *
   * @throws FileError if it cannot be written. The message says what to delete.
   */
  write(name: string, text: string | readonly string[]): void {
    const path = `${stateFolderName}/${name}`
    const texts = (typeof text === 'string' ? [text] : text).map((part) => Buffer.from(part))
    const temporary = join(this.makePath(), temporaryName + processMark())
    try {
      for (const folder of foldersOf(name)) makeFolder(join(this.#path, folder))
      try {
        const file = openSync(temporary, 'wx')
        try {
          for (const part of [this.#sign(name, texts), ...texts]) writeFileSync(file, part)
        } finally {
          closeSync(file)
        }
        renameSync(temporary, join(this.#path, name))
      } catch (error) {
        rmSync(temporary, { force: true })
        throw error
      }
    } catch (error) {
      throw withRemedy(toFileError(error, path, 'written'))
    }
  }

  /** {@link write}, of what is a mere convenience: where it cannot be kept, it is not. */
  keep(name: string, text: string | readonly string[]): void {
    try {
      this.write(name, text)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
    }
  }

  /**
   * Deletes what is under a name, if it is a file or a link: of a link, nothing but itself.
   *
   * @throws FileError if that is not possible.
   */
  remove(name: string): void {
    if (!this.#hasFolders(name)) return
    const path = join(this.#path, name)
    if (statOf(path)?.isDirectory() !== false) return
    try {
      rmSync(path, { force: true })
    } catch (error) {
      throw withRemedy(toFileError(error, `${stateFolderName}/${name}`, 'removed'))
    }
  }

  /** {@link remove}, of what is a mere convenience. */
  forget(name: string): void {
    try {
      this.remove(name)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
    }
  }

  /** The files of a folder in here, those that were used last first. */
  list(folder: string): ListedEntry[] {
    if (!this.#hasFolders(`${folder}/`)) return []
    const entries = namesIn(join(this.#path, folder)).flatMap((entry) => {
      const name = `${folder}/${entry}`
      const stats = statOf(join(this.#path, name))
      return stats?.isFile() ? [{ name, usedAt: stats.mtimeMs }] : []
    })
    return entries.sort((a, b) => b.usedAt - a.usedAt)
  }

  /** An entry was used just now. No error if that cannot be noted. */
  markAsUsed(name: string): void {
    const now = new Date()
    try {
      if (this.#hasFolders(name)) lutimesSync(join(this.#path, name), now, now)
    } catch {
      // Read-only, or just removed by another process.
    }
  }

  /**
   * Makes a folder for a run, with a name that nobody has used, and says where it is. What processes that are gone left
   * behind is deleted.
   *
   * @throws FileError if it cannot be made.
   */
  makeRunFolder(): string {
    const path = join(this.makePath(), runName + processMark())
    this.removeLeftovers()
    try {
      mkdirSync(path)
      return path
    } catch (error) {
      throw withRemedy(toFileError(error, stateFolderName, 'written'))
    }
  }

  /**
   * Makes the folder itself, if it is not there, and says where it really is.
   *
   * @throws FileError if something else has its name.
   */
  makePath(): string {
    try {
      makeFolder(this.#path)
      // It ignores itself, so that no project need list it.
      writeNew(join(this.#path, '.gitignore'), '*\n')
      return join(this.#real(), stateFolderName)
    } catch (error) {
      throw withRemedy(toFileError(error, stateFolderName, 'written'))
    }
  }

  /** Deletes what was there for a moment only, and whose process is gone. */
  removeLeftovers(isGone: (name: string) => boolean = isLeftover): void {
    for (const name of this.names()) if (isMomentary(name) && isGone(name)) this.discard(name)
  }

  /** What there is, whoever put it there. */
  names(): readonly string[] {
    return this.#hasFolders('') ? namesIn(this.#path) : []
  }

  /** Deletes whatever has a name, if that is possible. */
  discard(name: string): void {
    if (this.#hasFolders(name)) discard(join(this.#path, name))
  }

  /**
   * Whether an entry may be the work of a process, as far as that can be told. One of this person's has the signature.
   * One of somebody else's has a key that is not known here: then the process is that person's as well. Where no key can
   * be kept, no other process has it.
   */
  isOfProcess(name: string, pid: number): boolean {
    if (this.read(name) || !isKeyKept(this.#real())) return true
    const owner = statOf(join(this.#path, name))?.uid
    if (owner === undefined || owner === (process.geteuid?.() ?? owner)) return false
    const started = statOf(`/proc/${pid}`)
    return started === undefined || started.uid === owner
  }

  /** Whether all folders on the way to an entry are folders, and none of them a link. */
  #hasFolders(name: string): boolean {
    return ['', ...foldersOf(name)].every((folder) => statOf(join(this.#path, folder))?.isDirectory())
  }

  #sign(name: string, texts: readonly Buffer[]): Buffer {
    const root = this.#real()
    const hmac = createHmac('sha256', stateKey(root)).update(JSON.stringify([root, name]))
    for (const text of texts) hmac.update(text)
    return Buffer.from(`${signatureName}${hmac.digest('hex')}\n`)
  }

  #real(): string {
    this.#realRoot ??= realpathSync.native(this.#root)
    return this.#realRoot
  }
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The folders in `.tangle` that an entry is in, outermost first. */
function foldersOf(name: string): string[] {
  const parts = name.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}

/** Of a link itself; `undefined` where nothing can be seen. */
function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** @throws an error of the system if something else has the name, be it a link to a folder. */
function makeFolder(path: string): void {
  const found = statOf(path)
  if (found?.isDirectory()) return
  if (found?.isSymbolicLink()) throw Object.assign(new Error('it is a link'), { code: 'ELOOP' })
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statOf(path)?.isDirectory()) throw error
  }
}

/** Writes a file if nothing has its name. */
function writeNew(path: string, text: string): void {
  if (statOf(path)) return
  try {
    writeFileSync(path, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function withRemedy({ message, path, code, cause }: FileError): FileError {
  const isLink = code === 'ELOOP'
  const what = isLink ? `${path} is a link, which is not followed.` : message
  const isInTheWay = isLink || code === 'EEXIST' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENOTEMPTY'
  const remedy = isInTheWay ? ` Delete ${path}: nothing in it is needed.` : ''
  return new FileError(path, `${what}${remedy}`, code, { cause })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Whoever comes next tries again.
  }
}
