import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { processMark } from './process-mark.ts'
import { temporaryName } from './project-lock.ts'

/** As many files are created at once as Node has threads for. */
const width = 4

/** So many files in a row, nearly, are no accident. */
const slowFiles = 8

/**
 * Folders in which files are prepared side by side, on a disk that takes long to create one: a system creates but one
 * file of a folder at a time. On a quick disk it takes longer to hand a file over to a thread than to create it.
 */
export class FileLanes {
  readonly #parent: string
  readonly #limit: number
  readonly #free: string[] = []
  readonly #all: string[] = []
  readonly #waiting: ((lane: string) => void)[] = []
  #slow = 0

  /**
   * @param parent absolute; it exists.
   * @param limit milliseconds from which a file counts as slow.
   */
  constructor(parent: string, limit: number) {
    this.#parent = parent
    this.#limit = limit
  }

  /** How long it took to replace a file, in milliseconds. */
  note(milliseconds: number): void {
    if (this.areWorthIt) return
    this.#slow = milliseconds >= this.#limit ? this.#slow + 1 : Math.max(0, this.#slow - 1)
  }

  /** The disk is slow. */
  get areWorthIt(): boolean {
    return this.#slow >= slowFiles
  }

  /** Does work in a folder where nobody else does anything meanwhile. */
  async use<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const lane = this.#free.pop() ?? this.#make() ?? (await new Promise<string>((go) => void this.#waiting.push(go)))
    try {
      return await work(lane)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(lane)
      else this.#free.push(lane)
    }
  }

  /** Deletes the folders. Nobody uses them any more. */
  close(): void {
    for (const lane of this.#all) rmSync(lane, { recursive: true, force: true })
  }

  #make(): string | undefined {
    if (this.#all.length === width) return undefined
    // Whoever comes after a crash knows by the name that nobody uses it any more.
    const lane = join(this.#parent, temporaryName + processMark())
    mkdirSync(lane)
    this.#all.push(lane)
    return lane
  }
}
