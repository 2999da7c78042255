import type { UserTurn } from '../scenario.ts'
import type { TurnState } from '../turn-state.ts'
import type { Identity } from './identity.ts'
import { type Listening, Subscriber } from './subscriber.ts'
import type { World } from './world.ts'

/** All who listen to the event socket. The scenario is played for each of them, in a chat of its own. */
export class Audience {
  readonly #world: World
  readonly #subscribers: { readonly key: string; readonly subscriber: Subscriber }[] = []
  /** Turns that the user wanted to say before anyone listened. */
  #early: UserTurn[] = []

  constructor(world: World) {
    this.#world = world
    world.onFree = (chat) => {
      for (const { subscriber } of this.#subscribers) if (subscriber.has(chat)) subscriber.advance()
    }
  }

  /** The stream of events for an app, or `undefined` if there is nothing to tell it any more. */
  connect(identity: Identity, listening: Listening): ReadableStream<Uint8Array<ArrayBuffer>> | undefined {
    const { scenario, openEnded } = this.#world.surroundings
    const key = JSON.stringify(identity)
    const known = this.#subscribers.filter((one) => one.key === key).map((one) => one.subscriber)
    // Who comes back continues. With an open end it is known by the id of an event that it has seen: another connection
    // is a program that was started anew.
    let subscriber = openEnded ? known.find((one) => one.hasSent(listening.lastEventId)) : known[0]
    if (subscriber === undefined) {
      const turns = [...(scenario.user ?? []), ...this.#early.splice(0)]
      subscriber = new Subscriber(this.#world, identity, turns, openEnded || scenario.user === undefined)
      this.#subscribers.push({ key, subscriber })
    } else if (subscriber.usedUp) {
      return undefined
    } else {
      for (const turn of this.#early.splice(0)) subscriber.add(turn)
    }
    return subscriber.connect({ ...listening, takesIds: openEnded && listening.takesIds })
  }

  /** Speaks as the user of the newest chat that is connected. */
  say(turn: UserTurn): TurnState {
    const listening = this.#subscribers.findLast(({ subscriber }) => subscriber.connected)
    const newest = listening ?? this.#subscribers.at(-1)
    // A program that is gone need not come back where others may start anew.
    if (newest !== undefined && (listening !== undefined || !this.#world.surroundings.openEnded)) {
      return newest.subscriber.add(turn)
    }
    this.#early.push(turn)
    return 'nobody listens'
  }

  close(): void {
    for (const { subscriber } of this.#subscribers) subscriber.disconnect()
  }
}
