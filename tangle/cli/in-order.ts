/**
 * Passes on what comes in any order in the order of `all`. What `all` does not have is never passed on. Items that do
 * not come hold back those behind them until `flush`.
 */
export class InOrder<Key, Item> {
  readonly #waiting: Key[]
  readonly #come = new Map<Key, Item>()
  readonly #pass: (item: Item) => void

  constructor(all: readonly Key[], pass: (item: Item) => void) {
    this.#waiting = [...all]
    this.#pass = pass
  }

  add(key: Key, item: Item): void {
    this.#come.set(key, item)
    for (let next = this.#waiting[0]; next !== undefined && this.#come.has(next); next = this.#waiting[0]) this.#shift()
  }

  /** Passes on the rest. */
  flush(): void {
    while (this.#waiting.length > 0) this.#shift()
  }

  #shift(): void {
    const key = this.#waiting.shift() as Key // callers have looked
    const item = this.#come.get(key)
    if (item !== undefined) this.#pass(item)
  }
}
