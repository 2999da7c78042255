import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TypesFinding, VerdictInput } from './find-type-errors.ts'
import { isQuestion, type RecordedAnswer, type TypesDisk } from './types-disk.ts'

/** To be raised when what is kept takes another form. */
const format = 2

interface CachedVerdict {
  readonly made: string
  readonly answers: readonly RecordedAnswer[]
  readonly findings: readonly TypesFinding[]
}

/**
 * Verdicts of the compiler, each with the answers of the disk that it rests on. As long as the disk gives the same
 * answers, the compiler would come to the same verdict.
 *
 * A cache is a convenience: one that is missing, damaged, foreign or cannot be written is none.
 */
export class TypesCache {
  readonly #folder: string
  readonly #capacity: number

  /**
   * @param folder Absolute; made when it is needed. Nothing in it is worth committing, and it says so to git.
   * @param capacity How many verdicts are kept. Default: one of all targets, and a few of what somebody works on.
   */
  constructor(folder: string, capacity = 16) {
    this.#folder = folder
    this.#capacity = capacity
  }

  /** The verdict about these targets, if the disk still answers as it did then. */
  find(input: VerdictInput, disk: TypesDisk): readonly TypesFinding[] | undefined {
    const file = this.#file(input)
    const verdict = read(file)
    if (!verdict?.answers.every((answer) => disk.confirms(answer))) return undefined
    this.#markAsUsed(file)
    return verdict.findings
  }

  /** Keeps a verdict in place of an older one about the same targets, and drops what was not used for longest. */
  keep(input: VerdictInput, answers: readonly RecordedAnswer[], findings: readonly TypesFinding[]): void {
    const verdict: CachedVerdict = { made: made(), answers, findings }
    const temporary = join(this.#folder, `${randomBytes(6).toString('hex')}.tmp`)
    try {
      mkdirSync(this.#folder, { recursive: true })
      writeFileSync(join(this.#folder, '.gitignore'), '*\n')
      writeFileSync(temporary, JSON.stringify(verdict))
      renameSync(temporary, this.#file(input))
      this.#prune()
    } catch {
      // Without the verdict, the next check takes as long as this one.
      discard(temporary)
    }
  }

  #file(input: VerdictInput): string {
    const name = createHash('sha256').update(
      JSON.stringify([input.compiler, input.root, input.configFile, input.targets]),
    )
    return join(this.#folder, `${name.digest('hex').slice(0, 32)}.json`)
  }

  #markAsUsed(file: string): void {
    try {
      const now = new Date()
      utimesSync(file, now, now)
    } catch {
      // Read-only, or just removed by another process: the verdict holds all the same.
    }
  }

  #prune(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(this.#folder, name))
    const byUse = files.map((file) => ({ file, used: statSync(file).mtimeMs })).sort((a, b) => b.used - a.used)
    for (const { file } of byUse.slice(this.#capacity)) rmSync(file, { force: true })
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Where nothing can be written, nothing has been left.
  }
}

/** What a verdict depends on besides the disk. */
function made(): string {
  return `${format} ${process.platform} ${process.arch} ${process.version}`
}

function read(file: string): CachedVerdict | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isVerdict(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isVerdict(value: unknown): value is CachedVerdict {
  const { made: madeThen, answers, findings } = (value ?? {}) as Partial<Record<keyof CachedVerdict, unknown>>
  return (
    madeThen === made() &&
    Array.isArray(answers) &&
    answers.every(isAnswer) &&
    Array.isArray(findings) &&
    findings.every(isFinding)
  )
}

function isAnswer(value: unknown): boolean {
  return Array.isArray(value) && isQuestion(value[0]) && typeof value[1] === 'string' && typeof value[2] === 'string'
}

function isFinding(value: unknown): boolean {
  const { target, start, length, code, message, reasons } = (value ?? {}) as Partial<
    Record<keyof TypesFinding, unknown>
  >
  return (
    typeof target === 'string' &&
    typeof start === 'number' &&
    typeof length === 'number' &&
    (code === 'type-error' || code === 'floating-promise') &&
    typeof message === 'string' &&
    Array.isArray(reasons)
  )
}
