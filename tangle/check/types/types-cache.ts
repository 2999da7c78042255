import { createHash } from 'node:crypto'
import type { StateFolder } from '../../state/state-folder.ts'
import type { TypesFinding, VerdictInput } from './find-type-errors.ts'
import { isQuestion, type RecordedAnswer, type TypesDisk } from './types-disk.ts'

/** To be raised when what is kept takes another form. */
const format = 2

interface CachedVerdict<Finding> {
  readonly made: string
  readonly answers: readonly RecordedAnswer[]
  readonly findings: readonly Finding[]
}

/**
 * Verdicts of the compiler, each with the answers of the disk that it rests on. As long as the disk gives the same
 * answers, the compiler would come to the same verdict.
 *
 * A cache is a convenience: one that is missing, of another version or cannot be written is none.
 */
export class TypesCache<Finding = TypesFinding> {
  readonly #state: StateFolder
  readonly #capacity: number
  readonly #folder: string
  readonly #isKept: (value: unknown) => boolean

  /**
   * @param state Of the project that is checked.
   * @param capacity How many verdicts are kept. Default: one of all targets, and a few of what somebody works on.
   * @param folder Where they are in the state of the project. Default `types`.
   * @param isKept Whether a value from there is a finding. Default: of a {@link TypesFinding}.
   */
  constructor(state: StateFolder, capacity = 16, folder = 'types', isKept: (value: unknown) => boolean = isFinding) {
    this.#state = state
    this.#capacity = capacity
    this.#folder = folder
    this.#isKept = isKept
  }

  /** The verdict about these targets, if the disk still answers as it did then. */
  find(input: VerdictInput, disk: TypesDisk): readonly Finding[] | undefined {
    const name = nameOf(this.#folder, input)
    const verdict = parseVerdict<Finding>(this.#state.read(name)?.text, this.#isKept)
    if (!verdict?.answers.every((answer) => disk.confirms(answer))) return undefined
    this.#state.markAsUsed(name)
    return verdict.findings
  }

  /** Keeps a verdict in place of an older one about the same targets, and drops what was not used for longest. */
  keep(input: VerdictInput, answers: readonly RecordedAnswer[], findings: readonly Finding[]): void {
    const verdict: CachedVerdict<Finding> = { made: made(), answers, findings }
    // Without it, the next check takes as long as this one.
    this.#state.keep(nameOf(this.#folder, input), JSON.stringify(verdict))
    for (const { name } of this.#state.list(this.#folder).slice(this.#capacity)) this.#state.forget(name)
  }
}

function nameOf(folder: string, { compiler, root, configFile, targets }: VerdictInput): string {
  const digest = createHash('sha256').update(JSON.stringify([compiler, root, configFile, targets]))
  return `${folder}/${digest.digest('hex').slice(0, 32)}.json`
}

/** What a verdict depends on besides the disk. */
function made(): string {
  return `${format} ${process.platform} ${process.arch} ${process.version}`
}

function parseVerdict<Finding>(
  text: string | undefined,
  isKept: (value: unknown) => boolean,
): CachedVerdict<Finding> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isVerdict<Finding>(value, isKept) ? value : undefined
  } catch {
    return undefined
  }
}

function isVerdict<Finding>(value: unknown, isKept: (value: unknown) => boolean): value is CachedVerdict<Finding> {
  const { made: madeThen, answers, findings } = (value ?? {}) as Partial<Record<keyof CachedVerdict<Finding>, unknown>>
  return (
    madeThen === made() &&
    Array.isArray(answers) &&
    answers.every(isAnswer) &&
    Array.isArray(findings) &&
    findings.every(isKept)
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
