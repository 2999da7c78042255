/** The file of a project as it was when all its targets were right. */
export interface SnapshotFile {
  readonly path: string
  /** SHA-256 of its bytes. */
  readonly hash: string
  /** The permissions that a page asks for. */
  readonly mode?: number
  /** Was written just now: it is too young to be known by its times, and the disk need not be asked. */
  readonly isFresh?: boolean
}

/** What a run saw that had nothing to report: as long as it looks the same, there is nothing to do. */
export interface SnapshotContent {
  /** Which toolchain it was. Another one might see other things. */
  readonly toolchain: string
  /** Globs of the pages. */
  readonly pages: readonly string[]
  readonly ignore: readonly string[]
  /** Pages, targets, the ledger, and the configuration if there is one. */
  readonly files: readonly SnapshotFile[]
  /** Which of the files are pages, from the first one on. */
  readonly pageCount: number
  readonly targetCount: number
  /** Files that must not be there: each would change what the project is. */
  readonly absent: readonly string[]
}

/** What the disk says about a file or a folder: its number, its size, and when it changed in milliseconds. */
export type Mark = readonly [ino: number, size: number, mtime: number, ctime: number]

export type MarkedFile = readonly [path: string, hash: string, mode: number, ...mark: Mark]
export type MarkedFolder = readonly [path: string, ...mark: Mark]

/** What a snapshot says. */
export interface Snapshot extends Omit<SnapshotContent, 'files'> {
  readonly files: readonly MarkedFile[]
  /** Where pages may be: a file that comes or goes changes the time of its folder. */
  readonly folders: readonly MarkedFolder[]
  /** Where all files are. One that was replaced by a link may lead out of the project, and to the same files. */
  readonly places: readonly (readonly [path: string, ino: number])[]
}

/** Anybody may have written it: what is cut off, garbled or of another form is none. */
export function parseSnapshot(text: string): Snapshot | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isSnapshot(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== 'object' || value === null) return false
  const { toolchain, pages, ignore, files, pageCount, targetCount, absent, folders, places } =
    value as Partial<Snapshot>
  return (
    isText(toolchain) &&
    [pageCount, targetCount].every(isNumber) &&
    [pages, ignore, absent].every((list) => isListOf(list, isPath)) &&
    isListOf(files, (file) => isRow(file, isPath, isText, ...fiveNumbers)) &&
    isListOf(folders, (folder) => isRow(folder, isPath, ...fiveNumbers.slice(1))) &&
    isListOf(places, (place) => isRow(place, isPath, isNumber))
  )
}

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isNumber: Check = (value) => typeof value === 'number'
/** No path leads out of the project, nor does a glob. */
const isPath: Check = (value) => typeof value === 'string' && !value.split('/').includes('..')
/** The mode and the mark of a file. */
const fiveNumbers: readonly Check[] = Array.from({ length: 5 }, () => isNumber)

function isListOf(value: unknown, check: Check): boolean {
  return Array.isArray(value) && value.every(check)
}

function isRow(value: unknown, ...checks: readonly Check[]): boolean {
  return Array.isArray(value) && value.length === checks.length && checks.every((check, at) => check(value[at]))
}
