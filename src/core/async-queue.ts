import type { PullSource } from './pull.ts'

/**
 * Values on their way from someone who is told about them to someone who waits for them. Nothing is lost while nobody
 * waits. One reader.
 */
export class AsyncQueue<Value> implements Pick<PullSource<Value>, 'take' | 'fill'> {
  #values: Value[] = []
  #next = 0
  #ending: { error?: unknown } | undefined
  #wake: () => void = () => {}

  push(value: Value): void {
    this.#values.push(value)
    this.#wake()
  }

  /** Ends the reading, after what is still in the queue. */
  end(): void {
    this.#ending ??= {}
    this.#wake()
  }

  /** Ends the reading with an error, after what is still in the queue. */
  fail(error: unknown): void {
    this.#ending ??= { error }
    this.#wake()
  }

  /** Drops what nobody has read yet. */
  clear(): void {
    this.#values = []
    this.#next = 0
  }

  take(): Value | undefined {
    // By index, and all at once dropped: `shift` moves the rest each time.
    if (this.#next < this.#values.length) return this.#values[this.#next++]
    if (this.#next > 0) this.clear()
    return undefined
  }

  async fill(): Promise<boolean> {
    while (this.#next === this.#values.length) {
      if (this.#ending) {
        if ('error' in this.#ending) throw this.#ending.error
        return false
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return true
  }
}
