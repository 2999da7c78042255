import { mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { FileError } from '../model/file-error.ts'
import { lstatIfExists, realPathIfExists, statIfExists } from './if-exists.ts'

/** Where the paths of a project lead on a disk. Nothing leads out of its root. */
export class ProjectPaths {
  /** Absolute. */
  readonly root: string
  #realRoot: string | undefined

  constructor(root: string) {
    this.root = resolve(root)
  }

  /** @throws FileError if the path lies outside the project, whatever is there. */
  absolute(path: string): string {
    const absolute = resolve(this.root, path)
    if (absolute !== this.root && !absolute.startsWith(childOf(this.root, ''))) throw outside(path)
    return absolute
  }

  /**
   * Absolute, with every link followed. The file itself may not exist yet: what counts is the deepest part of its path
   * that does. `undefined` if it leads nowhere.
   *
   * @throws FileError if a part of the path is a file, and not a folder.
   */
  real(path: string): string | undefined {
    const absolute = this.absolute(path)
    return lstatIfExists(absolute) ? realPathIfExists(absolute) : this.#realMissing(absolute, path)
  }

  #realMissing(absolute: string, path: string): string | undefined {
    const folder = dirname(absolute)
    const found = folder === this.root || lstatIfExists(folder)
    if (found && statIfExists(folder)?.isDirectory() === false) {
      const file = slashed(relative(this.root, folder))
      throw new FileError(path, `${path} cannot exist: ${file} is a file, not a folder.`, 'ENOTDIR')
    }
    const real = found ? realPathIfExists(folder) : this.#realMissing(folder, path)
    return real === undefined ? undefined : childOf(real, basename(absolute))
  }

  /** A real path, relative to the root; `undefined` if it is not below it. */
  inside(real: string): string | undefined {
    this.#realRoot ??= realpathSync.native(this.root)
    const path = relative(this.#realRoot, real)
    return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : slashed(path)
  }

  /**
   * Makes a folder, if it is not there, and says where it really is. `path` is what it is made for.
   *
   * @throws FileError if that is outside the project.
   */
  makeFolder(folder: string, path: string): string {
    // It is known where it will be before it is made, and by then a link may have taken its place.
    const planned = this.real(folder)
    if (planned === undefined || this.inside(planned) === undefined) throw outside(path)
    const absolute = this.absolute(folder)
    if (mkdirSync(absolute, { recursive: true }) === undefined) return planned
    const made = realpathSync.native(absolute)
    if (this.inside(made) === undefined) throw outside(path)
    return made
  }
}

/** A path inside of a folder, which only the root of a disk ends with a separator. */
export function childOf(folder: string, path: string): string {
  return folder.endsWith(sep) ? folder + path : folder + sep + path
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}

export function outside(path: string): FileError {
  return new FileError(path, `${path} lies outside the project.`)
}
