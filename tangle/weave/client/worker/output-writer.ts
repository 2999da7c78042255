import type { FromWorker } from '../run/protocol.ts'

type Stream = 'stdout' | 'stderr' | 'answer'

/** At most this many UTF-16 units wait to be sent. The page keeps no more. */
export const outputLimit = 200_000
/** Messages that are sent at once within a window; more are put together. */
const maximumMessages = 50
const windowLength = 100

/**
 * Sends output as it is written. A loop that prints without end would drown the page in messages, and while it runs no
 * timer fires: what comes too fast is collected, and of that the end is kept.
 */
export class OutputWriter {
  readonly #post: (message: FromWorker) => void
  readonly #now: () => number
  readonly #later: (callback: () => void, milliseconds: number) => unknown
  #windowStart = Number.NEGATIVE_INFINITY
  #sent = 0
  #waiting: { stream: Stream; text: string }[] = []
  #length = 0
  #left = 0
  #scheduled = false
  #closed = false

  constructor(
    post: (message: FromWorker) => void,
    now: () => number,
    later: (callback: () => void, milliseconds: number) => unknown,
  ) {
    this.#post = post
    this.#now = now
    this.#later = later
  }

  write(stream: Stream, text: string): void {
    if (this.#closed || text === '') return
    const last = this.#waiting.at(-1)
    if (last?.stream === stream) last.text += text
    else this.#waiting.push({ stream, text })
    this.#length += text.length
    if (this.#length > 2 * outputLimit) this.#cut()
    const now = this.#now()
    if (now - this.#windowStart >= windowLength) {
      this.#windowStart = now
      this.#sent = 0
    }
    if (this.#sent < maximumMessages) {
      this.#sent++
      this.flush()
    } else if (!this.#scheduled) {
      this.#scheduled = true
      this.#later(() => {
        this.#scheduled = false
        this.flush()
      }, windowLength)
    }
  }

  /** Sends everything that waits. */
  flush(): void {
    this.#cut()
    for (const { stream, text } of this.#waiting.splice(0)) {
      this.#post({ kind: 'output', stream, text, left: this.#left })
      this.#left = 0
    }
    this.#length = 0
  }

  /** Nothing more is sent: the program is over. */
  close(): void {
    this.flush()
    this.#closed = true
  }

  #cut(): void {
    while (this.#length > outputLimit) {
      const first = this.#waiting[0]
      if (!first) return
      const surplus = Math.min(this.#length - outputLimit, first.text.length)
      first.text = first.text.slice(surplus)
      if (first.text === '') this.#waiting.shift()
      this.#length -= surplus
      this.#left += surplus
    }
  }
}
