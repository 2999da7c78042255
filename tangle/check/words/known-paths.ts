import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import picomatch from 'picomatch'
import type { Project } from '../../project/project.ts'
import { suggest } from '../../resolve/suggest.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'

/** The files and folders of a project, targets included. */
export class KnownPaths {
  readonly #project: Project
  readonly #files: readonly string[]
  readonly #entries = new Set<string>()
  /** The last part of each path, and that without its ending. */
  readonly names = new Set<string>()
  #blockTexts: string | undefined

  constructor(project: Project, files: readonly string[]) {
    this.#project = project
    this.#files = [...files, ...project.tangled.targets.map(({ path }) => path)]
    for (const file of this.#files) {
      for (let path = file; path !== '.' && !this.#entries.has(path); path = posix.dirname(path))
        this.#entries.add(path)
    }
    for (const entry of this.#entries) {
      const name = posix.basename(entry)
      this.names.add(name).add(name.replace(/\..*$/s, ''))
    }
  }

  /** Whether there is a file or folder of this name at the root, or beside a page. */
  hasEntry(name: string, page: string): boolean {
    return this.#entries.has(name) || this.#entries.has(posix.join(posix.dirname(page), name))
  }

  /** Whether a path as a page writes it leads to something: from the root, from the page, or from any folder. */
  has(path: string, page: string): boolean {
    const wanted = posix.normalize(path.replace(/^\.\//, '')).replace(/\/$/, '')
    if (/[*{[]/.test(wanted)) return this.#matches(wanted)
    const variants = [wanted, wanted.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')]
    return (
      variants.some(
        (one) =>
          this.#entries.has(one) ||
          this.#entries.has(posix.join(posix.dirname(page), one)) ||
          this.names.has(one) ||
          this.#files.some((file) => file.endsWith(`/${one}`) || file.includes(`/${one}/`)),
      ) ||
      this.#isShown(wanted) ||
      this.#isOnDisk(wanted)
    )
  }

  /** Whether the folder that a path would be in exists: then it is a path of this project. */
  hasFolderOf(path: string, page: string): boolean {
    const folder = posix.dirname(path.replace(/\/$/, ''))
    return !/[*{[]/.test(path) && folder !== '.' && this.hasEntry(folder, page)
  }

  get hasSources(): boolean {
    return this.#files.some((file) => /(?<!\.d|\.config)\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|vue|svelte)$/.test(file))
  }

  /** The path of the project that was most likely meant. */
  suggest(path: string): string | undefined {
    const wanted = path.replace(/\/$/, '')
    const folder = posix.dirname(wanted)
    const slash = path.endsWith('/') ? '/' : ''
    const beside = [...this.#entries]
      .filter((entry) => posix.dirname(entry) === folder)
      .map((entry) => posix.basename(entry))
    const moved = [...this.#entries].filter((entry) => posix.basename(entry) === posix.basename(wanted))
    const [only] = moved
    if (only !== undefined && moved.length === 1 && wanted.includes('/')) return only + slash
    const near = suggest(posix.basename(wanted), beside)
    if (near !== undefined) return posix.join(folder, near) + slash
    const found = suggest(wanted, wanted.includes('/') ? this.#entries : this.names)
    return found === undefined ? undefined : found + slash
  }

  #matches(glob: string): boolean {
    // `[NAME]` and `{id}` stand for something; only `*` and lists are patterns of files.
    if (!/\*|\{[^}]*,/.test(glob)) return true
    const isMatch = picomatch([glob, `**/${glob}`], { dot: true })
    return this.#files.some((file) => isMatch(file))
  }

  /** A block of a page creates it, or shows it. */
  #isShown(path: string): boolean {
    this.#blockTexts ??= this.#project.tangled.pages
      .flatMap(({ blocks }) => blocks)
      .filter(({ attributes }) => attributes.get('check')?.value !== 'skip')
      .flatMap(({ fence, page, content = '', header }) => {
        const info = this.#project.tangled.pages.find(({ path }) => path === page)?.lines[fence.start.line]
        return [info ?? '', ...header.map(({ text }) => text), content]
      })
      .join('\n')
    const at = this.#blockTexts.indexOf(path)
    return at !== -1
  }

  /** Git may be told to ignore it. What is installed is only there. */
  #isOnDisk(path: string): boolean {
    if (!(this.#project.fileSystem instanceof NodeFileSystem)) return path.startsWith('node_modules/')
    return !path.startsWith('..') && existsSync(join(this.#project.root, path))
  }
}
