/** The functions of a timer, as every environment has them. */
export interface Timers {
  setTimeout(callback: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]): unknown
  clearTimeout(id: unknown): void
  setInterval(callback: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]): unknown
  clearInterval(id: unknown): void
}

/**
 * Knows whether anything will still happen: a program ends, as in Node, when its last line has run and no timer or
 * request is left.
 */
export class PendingWork {
  readonly #timers: Timers
  readonly #running = new Set<unknown>()
  readonly #requests = new Set<{ readonly what: string }>()
  #onIdle: () => void = () => {}

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Timers that count as work, to be given to the program. */
  get timers(): Timers {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = this.#timers
    const clear = (end: (id: unknown) => void) => (id: unknown) => {
      end(id)
      this.#running.delete(id)
      this.#check()
    }
    return {
      setTimeout: (callback, milliseconds, ...values) => {
        const id = setTimeout(() => {
          try {
            callback(...values)
          } finally {
            this.#running.delete(id)
            this.#check()
          }
        }, milliseconds)
        this.#running.add(id)
        return id
      },
      clearTimeout: clear(clearTimeout),
      setInterval: (callback, milliseconds, ...values) => {
        const id = setInterval(() => callback(...values), milliseconds)
        this.#running.add(id)
        return id
      },
      clearInterval: clear(clearInterval),
    }
  }

  /** Counts something as work until it has settled. @param what What is waited for, in words. */
  async during<Result>(work: Promise<Result>, what = 'the page'): Promise<Result> {
    const request = { what }
    this.#requests.add(request)
    try {
      return await work
    } finally {
      this.#requests.delete(request)
      this.#check()
    }
  }

  /** Whether nothing is left at this moment. */
  get isIdle(): boolean {
    return this.#requests.size === 0 && this.#running.size === 0
  }

  /** What is left, in words. `undefined` if it is nothing. */
  describe(): string | undefined {
    const [request] = this.#requests
    return request?.what ?? (this.#running.size > 0 ? 'a timer' : undefined)
  }

  /** Resolves as soon as nothing is left. What follows from the last piece of work comes first. */
  async idle(): Promise<void> {
    while (!this.isIdle) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve
      })
      await new Promise<void>((resolve) => void this.#timers.setTimeout(() => resolve(), 0))
    }
  }

  #check(): void {
    if (this.isIdle) this.#onIdle()
  }
}
