import type { FromWorker } from '../run/protocol.ts'
import type { RunnableExample } from '../run/runnable-example.ts'
import type { RunState } from '../run/session.ts'
import { type ComparedLine, compareLines } from './compare-lines.ts'

/** What pages say of an example. */
export type Expected = RunnableExample['expected']

/** How a run compares with what a page says. */
export interface Verdict {
  readonly kind: keyof Expected
  /** It is as on the page. */
  readonly isSame: boolean
  /** All lines of both. Empty where they have too little in common. */
  readonly lines: readonly ComparedLine[]
}

/** Longer texts are not compared: no page says so much. */
const maximumLength = 200_000

/** Collects what a run shows, and compares it once, when nothing more comes by itself. */
export class RunResult {
  readonly #expected: Expected
  readonly #texts = { stdout: '', stderr: '' }
  readonly #transcript: string[] = []
  #hasStarted = false
  #isTooMuch = false
  #isOver = false

  constructor(expected: Expected) {
    this.#expected = expected
  }

  receive(message: FromWorker): void {
    if (this.#isOver) return
    if (message.kind === 'started') this.#hasStarted = true
    else if (message.kind === 'transcript') this.#transcript.push(message.line)
    else if (message.kind === 'output' && message.stream !== 'answer') {
      const text = this.#texts[message.stream] + message.text
      this.#isTooMuch ||= message.left > 0 || text.length > maximumLength
      this.#texts[message.stream] = this.#isTooMuch ? '' : text
    }
  }

  /** The verdicts, as soon as the run has come to its end; `undefined` before, after, and without an end. */
  enter(state: RunState): readonly Verdict[] | undefined {
    const isEnd = state === 'listening' || state === 'finished' || state === 'failed'
    if (this.#isOver || !isEnd || !this.#hasStarted) return undefined
    // What the reader says now is no part of the page.
    this.#isOver = true
    const actual = { ...this.#texts, transcript: this.#transcript.join('\n') }
    const kinds = ['stdout', 'stderr', 'transcript'] as const
    return kinds.flatMap((kind) => {
      const expected = this.#expected[kind]
      return expected === undefined ? [] : [this.#compare(kind, expected, actual[kind])]
    })
  }

  #compare(kind: keyof Expected, expected: string, actual: string): Verdict {
    if (this.#isTooMuch && kind !== 'transcript') return { kind, isSame: false, lines: [] }
    const lines = compareLines(expected, actual)
    return { kind, isSame: lines?.every(({ mark }) => mark === 'same') ?? false, lines: lines ?? [] }
  }
}
