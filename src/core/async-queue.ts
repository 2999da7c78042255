/**
 * Values on their way from someone who is told about them to someone who waits for them. Nothing is lost while nobody
 * waits. One reader.
 */
export class AsyncQueue<Value> {
  readonly #values: Value[] = []
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
    this.#values.length = 0
  }

  async *read(): AsyncGenerator<Value, void, undefined> {
    while (true) {
      if (this.#values.length > 0) {
        yield this.#values.shift()!
      } else if (this.#ending) {
        if ('error' in this.#ending) throw this.#ending.error
        return
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}
