import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { readRegularFile } from '../../state/read-regular-file.ts'

const questions = ['isFile', 'isFolder', 'text', 'folders', 'entries', 'realPath'] as const

/** What the compiler can ask of a disk. */
export type Question = (typeof questions)[number]

export function isQuestion(value: unknown): value is Question {
  return questions.some((question) => question === value)
}

/** A question, the path that it is about, and the answer, or what tells the answer from any other. */
export type RecordedAnswer = readonly [question: Question, path: string, answer: string]

const declaration = /\.d\.[cm]?ts$/

/** What is in a folder, as far as it matters to a program of targets. */
export interface FolderEntries {
  /** Declarations, files that the compiler would prefer to one of them, and targets. */
  readonly files: string[]
  readonly directories: string[]
}

/** Milliseconds in which a file may change twice without its times showing it. Generous: some disks count seconds. */
const restlessness = 2_000

/**
 * The disk as the compiler sees it: targets are what their pages say, whatever has been written. Each question is put
 * to the disk once, and its answer kept for {@link answers}.
 *
 * Contents are told apart by their hash. For files below `node_modules`, several megabytes that only installations
 * change, size, times to the nanosecond and number of the file stand for the content, unless the file is so young that
 * it could change again within the same tick of the clock.
 */
export class TypesDisk {
  readonly #texts: ReadonlyMap<string, string>
  readonly #folders: ReadonlySet<string>
  readonly #targetsByFolder = new Map<string, string[]>()
  readonly #links: ReadonlyMap<string, string>
  readonly #asked = new Map<string, { readonly record: RecordedAnswer; readonly read: () => unknown }>()

  /**
   * @param texts The targets, by absolute path.
   * @param options.listed Those that are seen in their folders. The others are there for whoever knows their names.
   * Default: all.
   * @param options.links Packages in a folder `node_modules` that lead to where they are, both absolute: as links on the
   * disk would. Default: none.
   */
  constructor(
    texts: ReadonlyMap<string, string>,
    {
      listed = [...texts.keys()],
      links = new Map(),
    }: { readonly listed?: readonly string[]; readonly links?: ReadonlyMap<string, string> } = {},
  ) {
    this.#texts = texts
    this.#folders = foldersOf([...listed, ...links.keys()])
    this.#links = links
    for (const path of listed) {
      const folder = dirname(path)
      this.#targetsByFolder.set(folder, [...(this.#targetsByFolder.get(folder) ?? []), basename(path)])
    }
  }

  isFile(path: string): boolean {
    return this.#ask('isFile', path, () => {
      const file = this.#followed(path)
      const value = this.#texts.has(resolve(file)) || (statOf(file)?.isFile() ?? false)
      return [value, String(value)]
    })
  }

  isFolder(path: string): boolean {
    return this.#ask('isFolder', path, () => {
      const folder = this.#followed(path)
      const value = this.#folders.has(resolve(folder)) || (statOf(folder)?.isDirectory() ?? false)
      return [value, String(value)]
    })
  }

  /** The content of a file, `undefined` if it cannot be read. */
  text(path: string): string | undefined {
    return this.#ask('text', path, () => {
      const file = this.#followed(path)
      const target = this.#texts.get(resolve(file))
      if (target !== undefined) return [target, hash(target)]
      // First the times, then the content: a change between the two makes the answer one that never comes again.
      const times = timesToKeep(file)
      const bytes = attempt(() => readRegularFile(file))
      return [bytes && decode(bytes), bytes ? (times ?? hash(bytes)) : 'none']
    })
  }

  /**
   * Whether the times of a file stand for its content. Then it need not be read here: that its content was asked for is
   * kept as if it had been.
   */
  isKnownByTimes(path: string): boolean {
    const key = keyOf('text', path)
    const known = this.#asked.get(key)
    if (known) return isTimes(known.record[2])
    const isThere = !this.#texts.has(resolve(path)) && this.#followed(path) === path
    const times = isThere ? timesToKeep(path) : undefined
    if (times === undefined) return false
    const read = () => {
      const bytes = attempt(() => readRegularFile(path))
      return bytes && decode(bytes)
    }
    this.#asked.set(key, { record: ['text', path, times], read })
    return true
  }

  /** The names of the folders in a folder. */
  folders(path: string): string[] {
    return this.#ask('folders', path, () => {
      const value = this.#foldersIn(path)
      return [value, hash(JSON.stringify(value))]
    })
  }

  /** What `include` of a tsconfig can find in a folder. Other sources do not belong to a program of targets. */
  entries(path: string): FolderEntries {
    return this.#ask('entries', path, () => {
      const names = attempt(() => readdirSync(this.#followed(path))) ?? []
      const declared = new Set(
        names.filter((name) => declaration.test(name)).map((name) => name.replace(declaration, '')),
      )
      const found = names.filter((name) => declared.has(name.replace(/(\.d)?\.[cm]?[jt]sx?$/, '')))
      const targets = this.#targetsByFolder.get(resolve(path)) ?? []
      // Our own folder appears with the first check, and no source is in it.
      const directories = this.#foldersIn(path).filter((name) => name !== '.tangle')
      const value = { files: [...new Set([...found, ...targets])].sort(), directories }
      return [value, hash(JSON.stringify(value))]
    })
  }

  /** A path with every symbolic link followed; the path itself if there is nothing. */
  realPath(path: string): string {
    return this.#ask('realPath', path, () => {
      const followed = this.#followed(path)
      // What is not on the disk is where it is said to be, whatever its folder is a link to.
      const isText = this.#texts.has(resolve(followed))
      const value = isText ? followed : (attempt(() => realpathSync.native(followed)) ?? followed)
      return [value, value]
    })
  }

  /** Everything that has been asked so far. */
  get answers(): RecordedAnswer[] {
    return [...this.#asked.values()].map(({ record }) => record)
  }

  /** Whether this disk would answer the same. */
  confirms([question, path, answer]: RecordedAnswer): boolean {
    if (question === 'text' && isTimes(answer) && !this.#texts.has(resolve(path)))
      return timesOf(this.#followed(path)) === answer
    this[question](path)
    const actual = this.#asked.get(keyOf(question, path))?.record[2]
    if (actual === answer) return true
    // A file that was young when it was read: its content counts, not its times.
    if (question !== 'text' || actual === undefined || !isTimes(actual)) return false
    const bytes = attempt(() => readRegularFile(this.#followed(path)))
    return bytes !== undefined && hash(bytes) === answer
  }

  #ask<T>(question: Question, path: string, find: () => readonly [value: T, answer: string]): T {
    const key = keyOf(question, path)
    const known = this.#asked.get(key)
    if (known) return known.read() as T // a question has answers of one type
    const [value, answer] = find()
    this.#asked.set(key, { record: [question, path, answer], read: () => value })
    return value
  }

  #foldersIn(path: string): string[] {
    const inside = [...this.#folders].filter((folder) => folder !== path && dirname(folder) === resolve(path))
    return [...new Set([...foldersIn(this.#followed(path)), ...inside.map((folder) => basename(folder))])].sort()
  }

  /** Where a path leads, if it goes through one of the links. */
  #followed(path: string): string {
    if (this.#links.size === 0) return path
    const [, link = '', rest = ''] = linkedPackage.exec(resolve(path)) ?? []
    const to = this.#links.get(link)
    if (to === undefined) return path
    const followed = to + rest
    // A folder that is nowhere has no more than what it is said to have: the rest is where the path says.
    const isNowhere = this.#folders.has(to) && !this.#texts.has(followed) && !this.#folders.has(followed)
    return isNowhere ? path : followed
  }
}

/** A package in the outermost `node_modules` of a path, and what is below it. */
const linkedPackage = /^(.*?[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)([\\/].*)?$/

/** What stands for the content of a file below `node_modules`; `undefined` where only the content itself will do. */
function timesToKeep(path: string): string | undefined {
  if (!/[\\/]node_modules[\\/]/.test(path)) return undefined
  const stat = statOf(path)
  const isYoung = stat !== undefined && Date.now() - Math.max(stat.mtimeMs, stat.ctimeMs) < restlessness
  return isYoung ? undefined : timesOf(path)
}

function keyOf(question: Question, path: string): string {
  return `${question} ${path}`
}

function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>()
  for (const path of paths) {
    for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder)
  }
  return folders
}

function foldersIn(path: string): string[] {
  const entries = attempt(() => readdirSync(path, { withFileTypes: true })) ?? []
  const isFolder = (entry: Dirent) =>
    entry.isSymbolicLink() ? statOf(join(path, entry.name))?.isDirectory() : entry.isDirectory()
  return entries
    .filter(isFolder)
    .map(({ name }) => name)
    .sort()
}

function timesOf(path: string): string | undefined {
  const stat = attempt(() => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return stat && ['times', stat.size, stat.mtimeNs, stat.ctimeNs, stat.ino].join(' ')
}

function isTimes(answer: string): boolean {
  return answer.startsWith('times ')
}

function statOf(path: string) {
  return attempt(() => statSync(path, { throwIfNoEntry: false }))
}

/** What the disk refuses to tell is the same to the compiler as what is not there. */
function attempt<T>(operation: () => T): T | undefined {
  try {
    return operation()
  } catch {
    return undefined
  }
}

/** By the byte order mark, as the compiler does; UTF-8 without one. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
