/** Where the values of an iterator come from. */
export interface PullSource<Value> {
  /** The next value, if it is here already. An error that it throws ends the iteration. */
  take(): Value | undefined
  /** Waits until there may be another value; `false` at the end. A rejection ends the iteration. */
  fill(): Promise<boolean>
  /** The reader has left before the end. A `fill` that is still waiting has to come to an end, in whatever way. */
  leave(): void
}

/**
 * Iterates over a source. In two things it is better than an async generator: a value that is here already costs one
 * promise and not one for each layer, and `return` ends a `next` that is still waiting, where a generator would wait
 * for it, maybe for ever.
 */
export function pull<Value>(source: PullSource<Value>): AsyncGenerator<Value, void, undefined> {
  let open = true
  // The last `next` that is not settled yet. Nobody but its reader waits for it unless somebody has to: the engine then
  // knows whom to name in the stack of an error.
  let waiting: Promise<unknown> | undefined
  let pending = 0

  async function wait(before: Promise<unknown> | undefined): Promise<IteratorResult<Value, void>> {
    pending++
    try {
      if (before !== undefined) await before.catch(() => {})
      while (open) {
        const value = source.take()
        if (value !== undefined) return { done: false, value }
        if (!(await source.fill())) open = false
      }
    } catch (error) {
      // Who has left wants no error of what was going on.
      if (open) {
        open = false
        throw error
      }
    } finally {
      if (--pending === 0) waiting = undefined
    }
    return { done: true, value: undefined }
  }

  async function leave(): Promise<void> {
    if (open) {
      open = false
      source.leave()
    }
    await waiting?.catch(() => {})
  }

  const methods: Pick<AsyncGenerator<Value, void, undefined>, 'next' | 'return' | 'throw'> = {
    next() {
      if (waiting === undefined && open) {
        try {
          const value = source.take()
          if (value !== undefined) return Promise.resolve({ done: false, value })
        } catch (error) {
          open = false
          return Promise.reject(error)
        }
      }
      const result = wait(waiting)
      if (pending > 0) waiting = result
      return result
    },
    async return() {
      await leave()
      return { done: true, value: undefined }
    },
    async throw(error) {
      await leave()
      throw error
    },
  }
  // With the other methods of async iterators, as far as the engine has them.
  return Object.assign(Object.create(asyncIteratorPrototype), methods)
}

const asyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
)
