import type { ChatChange, UserTurn } from '../../src/mock/index.ts'

/**
 * Notices when it is the reader's turn: the user of the scenario has said everything, every input is free, and the
 * program waits for the next event.
 */
export class ScenarioWatch {
  readonly #onListening: () => void
  readonly #locked = new Set<number>()
  #left: number
  #waiting = 0
  #isConnected = false

  constructor(turns: readonly UserTurn[], onListening: () => void) {
    this.#left = turns.length
    this.#onListening = onListening
  }

  /** The program listens to the events of the page's own mock. */
  connected(): void {
    this.#isConnected = true
    this.#check()
  }

  change(change: ChatChange): void {
    if (change.place.kind !== 'chat') return
    const { number } = change.place
    if (change.kind === 'message' && change.who === 'user' && !change.edited) this.#left--
    if (change.kind !== 'input') return
    if (change.state === 'locked') this.#locked.add(number)
    else if (change.state === 'free') this.#locked.delete(number)
    this.#check()
  }

  /** The events of a chat, for the program. That it asks for the next one is seen here. */
  watch<Event>(events: AsyncGenerator<Event>): AsyncGenerator<Event> {
    const next = events.next.bind(events)
    events.next = (...values) => {
      this.#waiting++
      const result = next(...values)
      const stop = () => void this.#waiting--
      result.then(stop, stop)
      this.#check()
      return result
    }
    return events
  }

  #check(): void {
    if (!this.#isConnected) return
    if (this.#left <= 0 && this.#locked.size === 0 && this.#waiting > 0) this.#onListening()
  }
}
