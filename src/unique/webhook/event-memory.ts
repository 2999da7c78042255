/** So many events are remembered at most. Only the platform can add one, since only it can sign. */
const MOST = 10_000

/** Remembers which events have come, for as long as they could be sent once more. */
export class EventMemory {
  readonly #expiries = new Map<string, number>()

  /** Whether this event has not come before; it has from now on. */
  add(id: string, now: number, expiry: number): boolean {
    for (const [known, end] of this.#expiries) {
      // In the order in which they came: what follows expires later, or hardly earlier.
      if (end >= now && this.#expiries.size <= MOST) break
      this.#expiries.delete(known)
    }
    if (this.#expiries.has(id)) return false
    this.#expiries.set(id, expiry)
    return true
  }
}
