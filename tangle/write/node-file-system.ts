import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { glob } from 'tinyglobby'
import type { FileSystem } from '../model/file-system.ts'

/** Never pages, wherever they lie: what others installed or built. */
const alwaysIgnored = ['**/node_modules/**', '**/.git/**', '**/.tangle/**']

/** The disk below a folder. */
export class NodeFileSystem implements FileSystem {
  readonly #root: string

  constructor(root: string) {
    this.#root = resolve(root)
  }

  async read(path: string): Promise<string | undefined> {
    const bytes = await ifExists(readFile(this.#absolute(path)))
    if (bytes === undefined) return undefined
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw new Error(`${path} is not UTF-8.`, { cause })
    }
  }

  async write(path: string, text: string): Promise<void> {
    const named = this.#absolute(path)
    // A link stays a link: what it points to is replaced.
    const target = (await ifExists(realpath(named))) ?? named
    await mkdir(dirname(target), { recursive: true })
    const temporary = join(dirname(target), `.${randomBytes(6).toString('hex')}.tangle-tmp`)
    try {
      await writeFile(temporary, text)
      const old = await ifExists(stat(target))
      if (old) await chmod(temporary, old.mode)
      await rename(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  async remove(path: string): Promise<void> {
    const target = this.#absolute(path)
    await rm(target, { force: true })
    for (let folder = dirname(target); folder.length > this.#root.length; folder = dirname(folder)) {
      const left = await ifExists(readdir(folder))
      if (left === undefined || left.length > 0) return
      await rmdir(folder)
    }
  }

  async glob(patterns: readonly string[], ignore: readonly string[] = []): Promise<string[]> {
    const found = await glob([...patterns], {
      cwd: this.#root,
      ignore: [...alwaysIgnored, ...ignore],
      expandDirectories: false,
      dot: false,
    })
    return [...new Set(found.map((path) => path.split(sep).join('/')))].sort()
  }

  async realPath(path: string): Promise<string | undefined> {
    const root = await realpath(this.#root)
    // The file itself may not exist yet: what counts is the deepest part of its path that does.
    let existing = this.#absolute(path)
    let rest = ''
    while ((await ifExists(lstat(existing))) === undefined) {
      rest = join(existing.slice(dirname(existing).length + 1), rest)
      existing = dirname(existing)
    }
    const real = await ifExists(realpath(existing))
    if (real === undefined) return undefined
    const inside = relative(root, join(real, rest))
    return inside.startsWith('..') || isAbsolute(inside) ? undefined : inside.split(sep).join('/')
  }

  #absolute(path: string): string {
    const absolute = resolve(this.#root, path)
    if (absolute !== this.#root && !absolute.startsWith(this.#root + sep))
      throw new Error(`${path} lies outside the project.`)
    return absolute
  }
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
