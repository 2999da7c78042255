import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readRegularFile } from '../state/read-regular-file.ts'

const questions = ['isFile', 'isFolder', 'text', 'folders', 'visibleFolders', 'declarations', 'realPath'] as const

/** What the compiler can ask of a disk. */
export type Question = (typeof questions)[number]

export function isQuestion(value: unknown): value is Question {
  return questions.some((question) => question === value)
}

/** A question, the path that it is about, and the answer, or what tells the answer from any other. */
export type RecordedAnswer = readonly [question: Question, path: string, answer: string]

/** Folders that no wildcard of a tsconfig leads into, besides those whose names begin with a dot. */
const packageFolders = new Set(['node_modules', 'bower_components', 'jspm_packages'])

const declaration = /\.d\.[cm]?ts$/

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
  readonly #now: () => number
  readonly #asked = new Map<string, { readonly record: RecordedAnswer; readonly value: unknown }>()

  /**
   * @param texts The targets, by absolute path.
   * @param now Milliseconds since 1970; says how young a file is.
   */
  constructor(texts: ReadonlyMap<string, string>, now: () => number = Date.now) {
    this.#texts = texts
    this.#folders = foldersOf(texts.keys())
    this.#now = now
  }

  isFile(path: string): boolean {
    return this.#ask('isFile', path, () => {
      const value = this.#texts.has(resolve(path)) || (statOf(path)?.isFile() ?? false)
      return [value, String(value)]
    })
  }

  isFolder(path: string): boolean {
    return this.#ask('isFolder', path, () => {
      const value = this.#folders.has(resolve(path)) || (statOf(path)?.isDirectory() ?? false)
      return [value, String(value)]
    })
  }

  /** The content of a file, `undefined` if it cannot be read. */
  text(path: string): string | undefined {
    return this.#ask('text', path, () => {
      const target = this.#texts.get(resolve(path))
      if (target !== undefined) return [target, hash(target)]
      // First the times, then the content: a change between the two makes the answer one that never comes again.
      const times = this.#timesOf(path)
      const bytes = attempt(() => readRegularFile(path))
      return [bytes && decode(bytes), bytes ? (times ?? hash(bytes)) : 'none']
    })
  }

  /** The names of the folders in a folder. */
  folders(path: string): string[] {
    return this.#ask('folders', path, () => {
      const inside = [...this.#folders].filter((folder) => dirname(folder) === resolve(path))
      const names = [...foldersIn(path), ...inside.map((folder) => folder.slice(dirname(folder).length))]
      const value = [...new Set(names.map((name) => name.replace(/^[\\/]/, '')))].sort()
      return [value, hash(JSON.stringify(value))]
    })
  }

  /** The names of the folders in a folder that a wildcard of a tsconfig leads into. Those of targets do not count. */
  visibleFolders(path: string): string[] {
    return this.#ask('visibleFolders', path, () => {
      const value = foldersIn(path).filter((name) => !name.startsWith('.') && !packageFolders.has(name))
      return [value, hash(JSON.stringify(value))]
    })
  }

  /** The names of the declaration files in a folder, and of files that the compiler would prefer to one of them. */
  declarations(path: string): string[] {
    return this.#ask('declarations', path, () => {
      const names = attempt(() => readdirSync(path)) ?? []
      const declared = new Set(
        names.filter((name) => declaration.test(name)).map((name) => name.replace(declaration, '')),
      )
      const value = names.filter((name) => declared.has(name.replace(/(\.d)?\.[cm]?[jt]sx?$/, ''))).sort()
      return [value, hash(JSON.stringify(value))]
    })
  }

  /** A path with every symbolic link followed; the path itself if there is nothing. */
  realPath(path: string): string {
    return this.#ask('realPath', path, () => {
      const value = attempt(() => realpathSync.native(path)) ?? path
      return [value, value]
    })
  }

  /** Everything that has been asked so far. */
  get answers(): RecordedAnswer[] {
    return [...this.#asked.values()].map(({ record }) => record)
  }

  /** Whether this disk would answer the same. */
  confirms([question, path, answer]: RecordedAnswer): boolean {
    if (question === 'text' && isTimes(answer) && !this.#texts.has(resolve(path))) return timesOf(path) === answer
    this[question](path)
    const actual = this.#asked.get(keyOf(question, path))?.record[2]
    if (actual === answer) return true
    // A file that was young when it was read: its content counts, not its times.
    if (question !== 'text' || actual === undefined || !isTimes(actual)) return false
    const bytes = attempt(() => readRegularFile(path))
    return bytes !== undefined && hash(bytes) === answer
  }

  #ask<T>(question: Question, path: string, find: () => readonly [value: T, answer: string]): T {
    const key = keyOf(question, path)
    const known = this.#asked.get(key)
    if (known) return known.value as T // a question has answers of one type
    const [value, answer] = find()
    this.#asked.set(key, { record: [question, path, answer], value })
    return value
  }

  /** What stands for the content of a file below `node_modules`; `undefined` where only the content itself will do. */
  #timesOf(path: string): string | undefined {
    if (!/[\\/]node_modules[\\/]/.test(path)) return undefined
    const stat = statOf(path)
    const isYoung = stat !== undefined && this.#now() - Math.max(stat.mtimeMs, stat.ctimeMs) < restlessness
    return isYoung ? undefined : timesOf(path)
  }
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
